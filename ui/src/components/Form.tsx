import type { KeyboardEvent, MouseEvent, ReactNode } from "react";

type FormProps = {
  readonly className?: string | undefined;
  /** Enter in a one-line field, or a press on a button of type `submit` that can be pressed. */
  readonly onSubmit: () => void;
  readonly children: ReactNode;
};

/**
 * Fields that are sent together.
 *
 * Not HTML's own form: WebKitGTK 4.1 wraps each one that is shown for its extensions and keeps it, with all that is in it,
 * until the document goes, which here is the end of the program (seen in 2.50.6: 0.4 MB for each look at the ticket rules).
 */
export function Form({ className, onSubmit, children }: FormProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== "Enter" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (!(event.target instanceof HTMLInputElement) || !isOwn(event)) return;
    event.preventDefault();
    const button = event.currentTarget.querySelector<HTMLButtonElement>('button[type="submit"]');
    if (button) button.click();
    else onSubmit();
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const isButton = event.target instanceof Element && event.target.closest('button[type="submit"]');
    if (isButton && !event.defaultPrevented && isOwn(event)) onSubmit();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its fields and buttons are what is pressed; as in HTML, a form without a name is nothing to tell.
    <div className={className} onKeyDown={onKeyDown} onClick={onClick}>
      {children}
    </div>
  );
}

/** What happens in a dialog that was opened from within comes by here too, and is not the form's. */
function isOwn(event: KeyboardEvent<HTMLElement> | MouseEvent<HTMLElement>): boolean {
  return event.target instanceof Node && event.currentTarget.contains(event.target);
}
