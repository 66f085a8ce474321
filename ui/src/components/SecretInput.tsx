import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./IconButton";
import s from "./Input.module.css";
import { TextInput, type TextInputProps } from "./TextInput";

/**
 * A secret being typed or pasted: dots, and an eye to show it. Nothing offers to remember it,
 * and showing ends by itself when the field is emptied.
 */
export function SecretInput({ value, ...rest }: Omit<TextInputProps, "type" | "trailing" | "mono">) {
  const [shown, setShown] = useState(false);
  const visible = shown && value !== "";
  return (
    <TextInput
      {...rest}
      value={value}
      type={visible ? "text" : "password"}
      autoComplete="off"
      autoCapitalize="none"
      mono={visible}
      trailing={
        <IconButton
          className={s["trailing"]}
          icon={visible ? EyeOff : Eye}
          label={visible ? "Hide the secret" : "Show the secret"}
          aria-pressed={visible}
          reason={value === "" ? "There is nothing to show" : undefined}
          onClick={() => setShown(!visible)}
        />
      }
    />
  );
}
