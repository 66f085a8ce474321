import { Checkbox } from "../../../components/Checkbox";
import { Field } from "../../../components/Field";
import { SecretInput } from "../../../components/SecretInput";
import { TextInput } from "../../../components/TextInput";
import type { AppFailure, KeychainDto, NetworkDto, PasswordPlaceDto } from "../../../ipc/client";
import s from "../Settings.module.css";
import { fieldError, type ProxyForm } from "./form";

const KEPT: Record<PasswordPlaceDto, string | undefined> = {
  none: undefined,
  keychain: "In the keychain",
  session: "In memory until Halyard is closed",
  gone: "It was kept for the last session only. Enter it again",
};

type ProxyLoginProps = {
  readonly form: ProxyForm;
  readonly saved: NetworkDto;
  readonly keychain: KeychainDto | undefined;
  readonly failure: AppFailure | null;
  readonly onChange: (part: Partial<ProxyForm>) => void;
};

/** Name and password for the proxy. The password leaves the page once, for the keychain. */
export function ProxyLogin({ form, saved, keychain, failure, onChange }: ProxyLoginProps) {
  const noKeychain = keychain?.state === "unavailable";
  const vaultFailed = failure !== null && ["vaultUnavailable", "vaultLocked"].includes(failure.error.code);
  const kept = saved.password === "keychain" || saved.password === "session";
  return (
    <>
      <Checkbox
        label="The proxy wants a login"
        checked={form.hasLogin}
        onCheckedChange={(hasLogin) => onChange({ hasLogin })}
      />
      {form.hasLogin && (
        <div className={s["pair"]}>
          <Field label="Login name" error={fieldError(failure, "proxyUser")}>
            <TextInput value={form.user} onValueChange={(user) => onChange({ user })} autoCapitalize="none" />
          </Field>
          <Field
            label="Login password"
            hint={
              noKeychain
                ? "There is no keychain here: it is kept in memory until Halyard is closed, never in a file"
                : (KEPT[saved.password] ?? "It goes to this computer’s keychain")
            }
            error={fieldError(failure, "proxyPassword")}
          >
            <SecretInput
              value={form.password}
              onValueChange={(password) => onChange({ password })}
              placeholder={kept ? "Leave empty to keep it" : ""}
            />
          </Field>
        </div>
      )}
      {form.hasLogin && !noKeychain && (vaultFailed || form.sessionOnly) && (
        <Checkbox
          label="Keep the password for this session only"
          hint="It stays in memory and is gone when Halyard is closed"
          checked={form.sessionOnly}
          onCheckedChange={(sessionOnly) => onChange({ sessionOnly })}
        />
      )}
    </>
  );
}
