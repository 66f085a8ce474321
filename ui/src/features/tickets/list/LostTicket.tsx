import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type TicketWriteDto } from "../../../ipc/client";
import { asSentence } from "./words";

type LostTicketProps = {
  readonly profileId: number;
  readonly ticketId: number;
  readonly write: TicketWriteDto;
};

/**
 * A ticket that may be in Halo, which cannot be searched for it: a person looks there, and says which one it is, or that
 * there is none.
 */
export function LostTicket({ profileId, ticketId, write }: LostTicketProps) {
  const [number, setNumber] = useState("");
  const settling = useMutation({
    mutationFn: (found: number | null) => call(commands.settleLostTicket(profileId, ticketId, found)),
  });
  const isNumber = /^[1-9]\d{0,8}$/.test(number.trim());
  return (
    <>
      <Banner tone="problem" title="It may be in Halo. Somebody has to look.">
        <p>
          {write.failure && asSentence(write.failure)} {write.mend}
        </p>
        <Field label="Its number in Halo" hint="It is read, and linked only if it carries the mark">
          <TextInput
            size="s"
            inputMode="numeric"
            value={number}
            onValueChange={setNumber}
            aria-invalid={(number !== "" && !isNumber) || undefined}
          />
        </Field>
        <p>
          <Button
            reason={isNumber ? undefined : "Enter the number of the ticket first"}
            busy={settling.isPending && settling.variables !== null}
            busyWord="Reading…"
            onClick={() => settling.mutate(Number(number.trim()))}
          >
            It is this one
          </Button>{" "}
          <Button
            variant="quiet"
            busy={settling.isPending && settling.variables === null}
            busyWord="Sending…"
            onClick={() => settling.mutate(null)}
          >
            It is not in Halo: send it again
          </Button>
        </p>
      </Banner>
      {settling.error && <ErrorNotice inline error={settling.error} />}
    </>
  );
}
