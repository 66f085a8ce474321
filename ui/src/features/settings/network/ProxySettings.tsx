import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { RadioGroup } from "../../../components/RadioGroup";
import { TextInput } from "../../../components/TextInput";
import { useToast } from "../../../components/Toast";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { type AppFailure, call, commands, type NetworkDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import s from "../Settings.module.css";
import { fieldError, formOf, isChanged, isFieldError, type ProxyForm, toWire } from "./form";
import { ProxyLogin } from "./ProxyLogin";
import { TestWay } from "./TestWay";

type ProxySettingsProps = { readonly saved: NetworkDto; readonly halo: string | undefined };

/** Which proxy, and a test of the way before it is saved. */
export function ProxySettings({ saved, halo }: ProxySettingsProps) {
  const toast = useToast();
  const keychain = useQuery(queries.keychainState());
  const queryClient = useQueryClient();
  // Null: as it is saved.
  const [typed, setTyped] = useState<ProxyForm | null>(null);
  const form = typed ?? formOf(saved);
  const hasKeychain = keychain.data?.state !== "unavailable";
  const save = useMutation<string[], AppFailure>({
    mutationFn: () => call(commands.saveProxy(toWire(form, hasKeychain))),
    onSuccess: async (notes) => {
      toast.show("Network settings saved");
      for (const note of notes) toast.show(note);
      // First what was saved, which may be tidier than what was typed; then the fields let go of the password.
      await queryClient.refetchQueries({ queryKey: queries.network().queryKey });
      setTyped(null);
    },
  });
  const changed = isChanged(form, saved);
  function change(part: Partial<ProxyForm>) {
    setTyped({ ...form, ...part });
    if (!save.isPending) save.reset();
  }

  return (
    <>
      <Form
        className={s["form"]}
        onSubmit={() => {
          if (changed && !save.isPending) save.mutate();
        }}
      >
        <RadioGroup
          label="Proxy"
          value={form.mode}
          onValueChange={(mode) => change({ mode })}
          options={[
            {
              value: "system",
              label: "As the system says",
              hint: saved.systemProxy === null ? "It names none now" : `It names ${saved.systemProxy} now`,
            },
            { value: "none", label: "None" },
            { value: "this", label: "This one" },
          ]}
        />
        {form.mode === "this" && (
          <div className={s["indented"]}>
            <Field
              label="Proxy address"
              hint="Scheme, host and port"
              error={fieldError(save.error, "proxyAddress")}
            >
              <TextInput
                mono
                value={form.address}
                onValueChange={(address) => change({ address })}
                placeholder="http://proxy.example:8080"
                inputMode="url"
                autoCapitalize="none"
              />
            </Field>
            <ProxyLogin
              form={form}
              saved={saved}
              keychain={keychain.data}
              failure={save.error}
              onChange={change}
            />
            <Field
              label="Hosts that go past it"
              hint="Parted by commas, for example intranet.example, 10.0.0.0/8. All below a name goes past it too"
              error={fieldError(save.error, "proxyBypass")}
            >
              <TextInput
                mono
                value={form.bypass}
                onValueChange={(bypass) => change({ bypass })}
                autoCapitalize="none"
              />
            </Field>
          </div>
        )}
        {save.error && !isFieldError(save.error) && (
          <ErrorNotice inline error={save.error} onRetry={() => save.mutate()} retrying={save.isPending} />
        )}
        <div className="row wrap">
          <Button
            type="submit"
            variant={changed ? "primary" : "plain"}
            busy={save.isPending}
            busyWord="Saving…"
            reason={changed ? undefined : "Nothing is changed"}
          >
            Save network settings
          </Button>
          {changed && (
            <Button
              variant="quiet"
              onClick={() => {
                setTyped(null);
                save.reset();
              }}
            >
              Discard changes
            </Button>
          )}
        </div>
      </Form>
      <TestWay halo={halo} proxy={toWire(form, hasKeychain)} changed={changed} />
    </>
  );
}
