import { Outlet } from "@tanstack/react-router";
import { JobHost } from "./JobHost";
import s from "./Window.module.css";

/** The window without a rail: the page brings its own top strip. */
export function BareWindow() {
  return (
    <div className={s["bare"]}>
      <div className={s["page"]}>
        <Outlet />
      </div>
      <JobHost />
    </div>
  );
}
