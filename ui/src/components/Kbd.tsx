import s from "./Kbd.module.css";

/** A key, drawn as a key cap. */
export function Kbd({ children }: { children: string }) {
  return <kbd className={s["kbd"]}>{children}</kbd>;
}
