import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Disclosure } from "../../../components/Disclosure";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { RadioGroup } from "../../../components/RadioGroup";
import { Skeleton } from "../../../components/Skeleton";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  call,
  commands,
  type ProfileId,
  type SourceKindDto,
  type VendorChoiceDto,
  type VendorKeyDto,
  type WizardDto,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { draftOf, editable, type WordLists } from "../../../lib/wordLists";
import s from "../Connect.module.css";
import type { WizardEvent } from "../machine";
import { StepFrame } from "../StepFrame";
import { VendorWords } from "./VendorWords";

type VendorStepProps = {
  readonly wizard: WizardDto | null;
  readonly onSaved: (profile: ProfileId) => void;
  readonly onEvent: (event: WizardEvent) => void;
};

/** Step 1: which product, and where its organisations come from. */
export function VendorStep({ wizard, onSaved, onEvent }: VendorStepProps) {
  const presets = useQuery(queries.vendorPresets());
  const [vendor, setVendor] = useState<VendorKeyDto | null>(wizard?.vendor ?? null);
  const [name, setName] = useState(wizard?.vendor === "other" ? wizard.vendorName : "");
  const [source, setSource] = useState<SourceKindDto>(wizard?.source ?? "file");
  // The words of another product, once they were touched; null leaves the usual ones.
  const [words, setWords] = useState<WordLists | null>(null);
  const made = useRef(wizard?.profile ?? null);
  const save = useMutation({
    mutationFn: async (choice: VendorChoiceDto) => {
      // Kept, so that words that are refused do not make a second profile at the next press.
      made.current = await call(commands.saveVendor(made.current, choice));
      if (choice.vendor === "other" && words !== null) {
        await call(commands.saveVocabulary(made.current, draftOf(words), true));
      }
      return made.current;
    },
    onSuccess: onSaved,
  });
  const usual = presets.data?.find(({ key }) => key === "other");

  const missing =
    vendor === null
      ? "Choose a product first"
      : vendor === "other" && name.trim() === ""
        ? "Name the product first"
        : undefined;
  function goOn() {
    if (vendor === null || missing !== undefined) return;
    const preset = presets.data?.find(({ key }) => key === vendor);
    save.mutate({ vendor, name: vendor === "other" ? name.trim() : (preset?.name ?? name), source });
  }
  const known = presets.data?.filter(({ key }) => key !== "other") ?? [];

  return (
    <StepFrame
      step={1}
      wizard={wizard}
      title="Choose the vendor"
      lead="The product whose organisations, tickets and seats are to meet your customers in Halo."
      onEvent={onEvent}
      next={{ label: "Continue", onPress: goOn, busy: save.isPending, busyWord: "Saving…", reason: missing }}
      aside={
        <>
          <h2>What the vendor decides</h2>
          <p>
            Its own words for statuses, levels and products. They stand ready in the ticket rules and can be
            mapped one by one.
          </p>
        </>
      }
    >
      {presets.isPending ? (
        <Skeleton label="Reading the vendors" lines={3} />
      ) : presets.isError ? (
        <ErrorNotice inline error={presets.error} onRetry={() => void presets.refetch()} />
      ) : (
        <Form className={s["sources"]} onSubmit={goOn}>
          <RadioGroup
            boxed
            label="Product"
            value={vendor}
            onValueChange={setVendor}
            options={[
              ...known.map((preset) => ({ value: preset.key, label: preset.name, hint: preset.about })),
              {
                value: "other" as const,
                label: "Another product",
                hint: "You name it; the usual statuses and levels are offered",
              },
            ]}
          />
          {vendor === "other" && (
            <>
              <Field label="Name of the product">
                <TextInput value={name} onValueChange={setName} maxLength={60} />
              </Field>
              {wizard?.vendor === "other" ? (
                <p className="hint">Its words are changed in Settings, under Vendor vocabulary.</p>
              ) : (
                usual && (
                  <Disclosure summary="Its statuses, levels and products">
                    <VendorWords words={words ?? editable(usual)} onChange={setWords} />
                  </Disclosure>
                )
              )}
            </>
          )}
          <RadioGroup
            boxed
            label="Organisations come from"
            value={source}
            onValueChange={setSource}
            options={[
              {
                value: "file",
                label: "A CSV file or an Excel workbook",
                hint: "Exported from the product; the columns are chosen at the import",
              },
              {
                value: "api",
                label: "The vendor’s own API",
                hint: "A JSON list at an address, with a key if it needs one; read again with one press",
              },
              {
                value: "haloCustomers",
                label: "Halo’s own customers",
                hint: "Organisations and domains are made from what Halo has, once it is connected",
              },
              {
                value: "manual",
                label: "Typed by hand",
                hint: "Good for a handful. None of these choices shuts out the others",
              },
            ]}
          />
        </Form>
      )}
      {save.isError && (
        <ErrorNotice inline error={save.error} title="The choice was not saved" onRetry={goOn} />
      )}
    </StepFrame>
  );
}
