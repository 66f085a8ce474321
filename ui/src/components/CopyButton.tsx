import { Check, Copy, type LucideIcon, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "../lib/copyText";
import { Button, type ButtonProps } from "./Button";
import { IconButton } from "./IconButton";

type CopyButtonProps = Pick<ButtonProps, "size" | "variant" | "className"> & {
  text: string;
  /** What is copied: "Copy API host". The button's name. */
  label: string;
  /** Shows the label beside the icon. */
  wordy?: boolean;
};

type Outcome = "idle" | "copied" | "denied";

const LOOK: Record<Outcome, { icon: LucideIcon; said: string }> = {
  idle: { icon: Copy, said: "" },
  copied: { icon: Check, said: "Copied" },
  denied: { icon: TriangleAlert, said: "The clipboard cannot be reached. Select the text and copy it" },
};

/** Puts a text on the clipboard and says so for two seconds. */
export function CopyButton({ text, label, wordy = false, ...look }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>("idle");

  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => setOutcome((await copyText(text)) ? "copied" : "denied");
  const { icon, said } = LOOK[outcome];
  return (
    <>
      {wordy ? (
        <Button {...look} icon={icon} onClick={copy}>
          {label}
        </Button>
      ) : (
        <IconButton {...look} icon={icon} label={label} onClick={copy} />
      )}
      <span className="vh" role="status">
        {said}
      </span>
    </>
  );
}
