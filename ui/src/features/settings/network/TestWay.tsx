import { useMutation } from "@tanstack/react-query";
import { Waypoints } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Card } from "../../../components/Card";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { KeyValue, type KeyValueRow } from "../../../components/KeyValue";
import { StateLabel } from "../../../components/StateLabel";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  AppFailure,
  type CertificateDto,
  call,
  commands,
  type ProxyFormDto,
  type WayReportDto,
} from "../../../ipc/client";
import { formatDay } from "../../../lib/format";
import s from "../Settings.module.css";

type TestWayProps = {
  readonly halo: string | undefined;
  readonly proxy: ProxyFormDto;
  /** The fields above hold something that is not saved. */
  readonly changed: boolean;
};

/** Asks a Halo through the settings as they are typed, and says what was on the way. */
export function TestWay({ halo, proxy, changed }: TestWayProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const address = typed ?? halo ?? "";
  const test = useMutation<WayReportDto, AppFailure>({
    mutationFn: () => call(commands.testWay({ address, proxy })),
  });
  const stop = useMutation({ mutationFn: () => call(commands.stopWaiting({ wait: "testWay" })) });
  const failure = test.error;
  const typo = failure?.error.code === "invalidUrl" ? failure.error.message : undefined;
  const stopped = failure?.error.code === "cancelled";
  return (
    <>
      <Form
        className={s["asked"]}
        onSubmit={() => {
          if (!test.isPending && address.trim() !== "") test.mutate();
        }}
      >
        <Field
          label="Halo to ask"
          hint={
            changed
              ? "Asked as typed above, before anything is saved. No credentials are sent to Halo"
              : "Asked where it signs in. No credentials are sent to Halo"
          }
          error={typo}
        >
          <TextInput
            value={address}
            onValueChange={setTyped}
            placeholder="yourname.halopsa.com"
            inputMode="url"
            autoCapitalize="none"
          />
        </Field>
        <span>
          <Button
            type="submit"
            size="l"
            icon={Waypoints}
            busy={test.isPending}
            busyWord="Asking…"
            reason={address.trim() === "" ? "Enter the address of a Halo first" : undefined}
          >
            Test the way to Halo
          </Button>
          {test.isPending && (
            <Button size="l" onClick={() => stop.mutate()} busy={stop.isPending} busyWord="Stopping…">
              Cancel
            </Button>
          )}
        </span>
      </Form>
      {failure && !typo && !stopped && <ErrorNotice inline error={failure} />}
      {test.data && !test.isPending && <Report report={test.data} />}
    </>
  );
}

function Report({ report }: { report: WayReportDto }) {
  const { failure } = report;
  return (
    <>
      <Card
        label="What is on the way"
        padded
        head={
          <StateLabel
            state={failure ? "failed" : "passed"}
            word={failure ? "The way is not open" : "Halo answers"}
          />
        }
      >
        <KeyValue rows={rowsOf(report)} />
      </Card>
      {failure && <ErrorNotice inline error={new AppFailure(failure)} />}
    </>
  );
}

function rowsOf({ host, proxy, proxyLogin, certificate, halo, failure }: WayReportDto): KeyValueRow[] {
  return [
    { term: "Asked", value: <code>{host}</code> },
    {
      term: "Proxy",
      value:
        proxy === null ? (
          "None on the way"
        ) : (
          <>
            <code>{proxy}</code>
            {proxyLogin ? ", with the login" : ", without a login"}
          </>
        ),
    },
    { term: "Certificate", value: certificate ? certificateWords(certificate) : "None was shown" },
    ...(failure ? [] : [{ term: "Answer", value: halo ?? "A Halo that does not tell its version" }]),
  ];
}

function certificateWords({ subject, issuer, notAfter }: CertificateDto): string {
  const by = issuer === subject ? "issued by itself" : `issued by ${issuer}`;
  return `${subject}, ${by}, valid until ${formatDay(notAfter)}`;
}
