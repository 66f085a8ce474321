import { Disclosure } from "../../../components/Disclosure";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { RadioGroup } from "../../../components/RadioGroup";
import { SecretInput } from "../../../components/SecretInput";
import { Select, type SelectOption } from "../../../components/Select";
import { TextInput } from "../../../components/TextInput";
import type { ApiForm, PagingKind, SignInKind } from "./apiForm";
import s from "./Import.module.css";

type ApiFieldsProps = {
  readonly form: ApiForm;
  /** A key for this address is in the keychain. */
  readonly keyIsKept: boolean;
  /** The field that cannot be used, and why. */
  readonly flaw: { readonly field: string; readonly message: string } | null;
  readonly onForm: (change: Partial<ApiForm>) => void;
  readonly onSubmit: () => void;
};

const SIGN_INS: readonly { readonly value: SignInKind; readonly label: string }[] = [
  { value: "bearer", label: "Bearer token" },
  { value: "header", label: "Key in a header" },
  { value: "none", label: "No key" },
];

const PAGINGS: readonly SelectOption<PagingKind>[] = [
  { value: "none", label: "Everything at once" },
  { value: "nextLink", label: "The answer links to the next page" },
  { value: "pageNumber", label: "Pages are counted in the address" },
];

/** How a vendor's API is asked. */
export function ApiFields({ form, keyIsKept, flaw, onForm, onSubmit }: ApiFieldsProps) {
  const errorOf = (field: string) => (flaw?.field === field ? flaw.message : undefined);
  return (
    <Form className={s["source"]} onSubmit={onSubmit}>
      <Field label="Address of the list" error={errorOf("url")}>
        <TextInput
          mono
          placeholder="https://api.vendor.example/v1/customers"
          value={form.url}
          onValueChange={(url) => onForm({ url })}
        />
      </Field>
      <RadioGroup
        label="How the API knows you"
        inline
        value={form.signIn}
        onValueChange={(signIn) => onForm({ signIn })}
        options={SIGN_INS}
      />
      {form.signIn === "header" && (
        <Field label="Name of the header" error={errorOf("header")}>
          <TextInput mono value={form.header} onValueChange={(header) => onForm({ header })} />
        </Field>
      )}
      {form.signIn !== "none" && (
        <Field
          label="Key"
          hint={
            keyIsKept
              ? "The one in the keychain is used while this is empty"
              : "Goes to the keychain of this computer when you import, and nowhere else"
          }
          error={errorOf("secret")}
        >
          <SecretInput value={form.secret} onValueChange={(secret) => onForm({ secret })} />
        </Field>
      )}
      <Disclosure
        summary="Where the list is, and how it goes on"
        defaultOpen={
          form.list !== "" || form.paging !== "none" || ["list", "next", "parameter"].some(errorOf)
        }
      >
        <div className={s["source"]}>
          <Field
            label="JSON path to the list"
            hint="For example data.items; empty takes the largest list in the answer"
            error={errorOf("list")}
          >
            <TextInput mono value={form.list} onValueChange={(list) => onForm({ list })} />
          </Field>
          <Field label="Pages">
            <Select value={form.paging} onValueChange={(paging) => onForm({ paging })} options={PAGINGS} />
          </Field>
          {form.paging === "nextLink" && (
            <Field
              label="JSON path to the link"
              hint="For example links.next; the list ends where it is empty"
              error={errorOf("next")}
            >
              <TextInput mono value={form.next} onValueChange={(next) => onForm({ next })} />
            </Field>
          )}
          {form.paging === "pageNumber" && (
            <div className={s["reading"]}>
              <Field label="Name of the parameter" error={errorOf("parameter")}>
                <TextInput mono value={form.parameter} onValueChange={(parameter) => onForm({ parameter })} />
              </Field>
              <Field label="Number of the first page">
                <TextInput
                  inputMode="numeric"
                  value={form.first}
                  onValueChange={(first) => onForm({ first })}
                />
              </Field>
            </div>
          )}
        </div>
      </Disclosure>
    </Form>
  );
}
