import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { TextInput } from "../../components/TextInput";
import { useToast } from "../../components/Toast";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type ProfileDto, toFailure } from "../../ipc/client";
import { Section } from "./Section";
import s from "./Settings.module.css";

/** The profile's own name, by which it is told from the others. */
export function ProfileSection({ profile }: { profile: ProfileDto }) {
  const [name, setName] = useState(profile.name);
  const toast = useToast();
  const rename = useMutation({
    mutationFn: (next: string) => call(commands.renameProfile(profile.id, next)),
    onSuccess: (_, next) => {
      toast.show(`The profile is called ${next} now`, {
        label: "Undo",
        onPress: () => {
          setName(profile.name);
          rename.mutate(profile.name);
        },
      });
    },
  });
  const refused = rename.isError ? toFailure(rename.error).error : null;
  const isChanged = name.trim() !== profile.name && name.trim() !== "";
  return (
    <Section title="Profile" hint="The name stands in the switcher and on every screen">
      <Form
        onSubmit={() => {
          if (isChanged && !rename.isPending) rename.mutate(name.trim());
        }}
      >
        <div className={s["name"]}>
          <Field
            label="Name"
            error={refused?.code === "invalidInput" && name !== profile.name ? refused.message : undefined}
          >
            <TextInput value={name} onValueChange={setName} maxLength={60} />
          </Field>
          <Button
            type="submit"
            size="l"
            busy={rename.isPending}
            busyWord="Renaming…"
            reason={isChanged ? undefined : "The name is as it was"}
          >
            Rename
          </Button>
        </div>
      </Form>
      {rename.isError && refused?.code !== "invalidInput" && (
        <ErrorNotice inline error={rename.error} title="The profile was not renamed" />
      )}
    </Section>
  );
}
