import { Toast as Base } from "@base-ui/react/toast";
import { CircleCheck, X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Button } from "./Button";
import { Icon } from "./Icon";
import { IconButton } from "./IconButton";
import s from "./Toast.module.css";

type ToastAct = { readonly label: string; readonly onPress: () => void; readonly keyHint?: string };

/** An object always, so that a toast without an act takes the act of the one before away. */
type ToastData = { readonly act: ToastAct | null };

/** Lets everything below show toasts; draws them at the bottom right. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider timeout={8_000}>
      {children}
      <Base.Portal>
        <Base.Viewport className={s["viewport"]}>
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts, close } = Base.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={s["toast"]} swipeDirection={[]}>
      <Icon of={CircleCheck} className={s["icon"]} />
      <Base.Title className={s["text"]} render={<p />} />
      {toast.data?.act && (
        <Button
          variant="quiet"
          keyHint={toast.data.act.keyHint}
          onClick={() => {
            close(toast.id);
            toast.data?.act?.onPress();
          }}
        >
          {toast.data.act.label}
        </Button>
      )}
      <IconButton icon={X} label="Dismiss" onClick={() => close(toast.id)} />
    </Base.Root>
  ));
}

/** One at a time: the Undo of an edit that has been overtaken since would mislead. */
const NEWEST = "newest";

/**
 * Says what was done, with Undo where there is one. Stays 8 s, longer under pointer or focus.
 * Never for errors: those stay where they happened.
 */
export function useToast(): { show: (message: string, act?: ToastAct) => void } {
  const { add } = Base.useToastManager<ToastData>();
  return useMemo(
    () => ({ show: (message, act) => void add({ id: NEWEST, title: message, data: { act: act ?? null } }) }),
    [add],
  );
}
