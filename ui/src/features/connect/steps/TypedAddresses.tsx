import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Disclosure } from "../../../components/Disclosure";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type WizardDto } from "../../../ipc/client";
import s from "../Connect.module.css";

type TypedAddressesProps = { readonly wizard: WizardDto; readonly onSaved: () => void };

/** The three values by hand, for a Halo that does not tell them. */
export function TypedAddresses({ wizard, onSaved }: TypedAddressesProps) {
  const typed = wizard.discovery?.foundBy === "typed";
  const [open, setOpen] = useState(typed);
  const [api, setApi] = useState(wizard.discovery?.apiBase ?? "");
  const [auth, setAuth] = useState(wizard.discovery?.authUrl ?? "");
  const [tenant, setTenant] = useState(wizard.discovery?.tenant ?? "");
  const save = useMutation({
    mutationFn: () => call(commands.saveTypedAddresses(wizard.profile, { api, auth, tenant })),
    onSuccess: onSaved,
  });
  return (
    <Disclosure summary="Type the three values myself" open={open} onToggle={setOpen}>
      <Form
        className={s["typed"]}
        onSubmit={() => {
          if (!save.isPending) save.mutate();
        }}
      >
        <Field label="Resource server" hint="Halo calls it so under API Details; it ends in /api">
          <TextInput mono value={api} onValueChange={setApi} />
        </Field>
        <Field label="Authorisation server" hint="It ends in /auth">
          <TextInput mono value={auth} onValueChange={setAuth} />
        </Field>
        <Field label="Tenant" hint="Empty where Halo shows none">
          <TextInput mono value={tenant} onValueChange={setTenant} />
        </Field>
        {save.isError && <ErrorNotice inline error={save.error} />}
        <Button
          type="submit"
          busy={save.isPending}
          busyWord="Trying them…"
          reason={api.trim() === "" || auth.trim() === "" ? "Both servers are needed" : undefined}
        >
          Use these values
        </Button>
      </Form>
    </Disclosure>
  );
}
