import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { CopyButton } from "./CopyButton";
import { Icon } from "./Icon";
import s from "./PathTrail.module.css";

type PathTrailProps = {
  /** The places one after the other, or one text with ` > ` between them. */
  path: readonly string[] | string;
  /** Adds a button that copies the path as text. */
  copy?: boolean;
};

/** Where to click in another program: "Configuration > Teams & Agents > Roles". */
export function PathTrail({ path, copy = false }: PathTrailProps) {
  const places = typeof path === "string" ? path.split(/\s*>\s*/).filter(Boolean) : path;
  const asText = places.join(" > ");
  return (
    <span className={s["path"]}>
      {places.map((place, index) => (
        <Fragment key={place}>
          {index > 0 && (
            <>
              <span className="vh"> &gt; </span>
              <Icon of={ChevronRight} size={12} className={s["step"]} />
            </>
          )}
          <span>{place}</span>
        </Fragment>
      ))}
      {copy && <CopyButton text={asText} label="Copy the path" className={s["copy"]} />}
    </span>
  );
}
