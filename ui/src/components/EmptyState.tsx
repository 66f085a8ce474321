import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import s from "./EmptyState.module.css";
import { Icon } from "./Icon";

type EmptyStateProps = {
  /** Names the act: "Bring in your Palisade organisations". */
  title: string;
  /** One sentence. */
  children?: ReactNode;
  /** The ways on, as rows; one of them may be primary. */
  ways?: readonly {
    readonly icon: LucideIcon;
    readonly title: string;
    readonly text: string;
    readonly action: ReactNode;
  }[];
  /** Or plain buttons, for lists that a filter emptied. */
  actions?: ReactNode;
  /** The drawing of two columns; left out where a filter emptied the list. */
  drawing?: boolean;
};

/** What stands where nothing is yet. */
export function EmptyState({
  title,
  children,
  ways,
  actions,
  drawing = ways !== undefined,
}: EmptyStateProps) {
  return (
    <div className={s["place"]}>
      <section className={s["empty"]}>
        {drawing && <TwoColumns />}
        <h2 className="title2">{title}</h2>
        {children && <div className="t2">{children}</div>}
        {ways && (
          <ul className={s["ways"]}>
            {ways.map((way) => (
              <li key={way.title} className={s["way"]}>
                <Icon of={way.icon} size={20} className="t2" />
                <div>
                  <span className={s["wayTitle"]}>{way.title}</span>
                  <span className="t2">{way.text}</span>
                </div>
                {way.action}
              </li>
            ))}
          </ul>
        )}
        {actions && <div className={s["actions"]}>{actions}</div>}
      </section>
    </div>
  );
}

function TwoColumns() {
  return (
    <svg className={s["drawing"]} viewBox="0 0 132 36" aria-hidden="true" focusable="false">
      {[1, 23].map((y) => (
        <g key={y} className={s["box"]}>
          <rect x="1" y={y} width="40" height="10" rx="3" />
          <rect x="91" y={y} width="40" height="10" rx="3" />
        </g>
      ))}
      <path className={s["rope"]} d="M46 28C66 28 66 6 86 6" />
      <path className={s["dash"]} d="M46 6C66 6 66 28 86 28" />
    </svg>
  );
}
