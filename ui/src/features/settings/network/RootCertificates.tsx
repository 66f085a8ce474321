import { useMutation } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Card, CardList } from "../../../components/Card";
import { CopyButton } from "../../../components/CopyButton";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { StateLabel } from "../../../components/StateLabel";
import { TextInput } from "../../../components/TextInput";
import { useToast } from "../../../components/Toast";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type NetworkDto, type RootCertificateDto } from "../../../ipc/client";
import { formatCount, formatDay } from "../../../lib/format";
import s from "../Settings.module.css";
import { RemoveRootDialog } from "./RemoveRootDialog";

/** The extra root certificates: what stands on each, adding one from a file, removing. */
export function RootCertificates({ network }: { network: NetworkDto }) {
  const [leaving, setLeaving] = useState<RootCertificateDto | null>(null);
  const { roots, unreadable } = network;
  return (
    <>
      {roots.length === 0 ? (
        <p className="t2">
          None is added. A Halo of your own, or a company that inspects its traffic, needs its root here,
          unless this computer trusts it already.
        </p>
      ) : (
        <Card>
          <CardList label="Root certificates">
            {roots.map((root) => (
              <Root key={root.certificate.sha256} root={root} onRemove={() => setLeaving(root)} />
            ))}
          </CardList>
        </Card>
      )}
      {unreadable.length > 0 && (
        <Banner
          tone="attention"
          title={`${formatCount(unreadable.length, "file")} in the folder of certificates cannot be used.`}
        >
          {unreadable.join(", ")}. The folder is in the data folder; remove there what is no certificate.
        </Banner>
      )}
      <AddRoot />
      {leaving && <RemoveRootDialog root={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function Root({ root, onRemove }: { root: RootCertificateDto; onRemove: () => void }) {
  const { subject, issuer, notAfter, sha256 } = root.certificate;
  return (
    <li className={s["root"]}>
      <div>
        <p className="medium">{subject}</p>
        <p className="t2">
          {issuer === subject ? "Issued by itself, as roots are" : `Issued by ${issuer}`}. Valid until{" "}
          {formatDay(notAfter)}
        </p>
        {root.expired && <StateLabel state="attention" word="Expired, no longer trusted" />}
      </div>
      <Button variant="quiet" onClick={onRemove} aria-label={`Remove ${subject}…`}>
        Remove…
      </Button>
      <p className={`hint ${s["fingerprint"]}`}>
        <span>
          SHA-256 <code>{sha256}</code>
        </span>
        <CopyButton text={sha256} label={`Copy the fingerprint of ${subject}`} />
      </p>
    </li>
  );
}

function AddRoot() {
  const toast = useToast();
  const [path, setPath] = useState("");
  const add = useMutation({
    mutationFn: (file: string) => call(commands.addRootCertificates(file)),
    onSuccess: (subjects) => {
      setPath("");
      toast.show(`${subjects.join(" and ")} is trusted from now on`);
    },
  });
  const choose = useMutation({
    mutationFn: () => call(commands.chooseCertificateFile()),
    onSuccess: (chosen) => {
      if (chosen === null) return;
      setPath(chosen);
      add.mutate(chosen);
    },
  });
  return (
    <>
      <Form
        className={s["asked"]}
        onSubmit={() => {
          if (!add.isPending && path.trim() !== "") add.mutate(path.trim());
        }}
      >
        <Field label="Certificate file" hint="The full path of a .pem, .crt, .cer or .der file; it is copied">
          <TextInput
            mono
            value={path}
            onValueChange={(typed) => {
              setPath(typed);
              add.reset();
            }}
          />
        </Field>
        <span>
          <Button size="l" icon={FolderOpen} busy={choose.isPending} onClick={() => choose.mutate()}>
            Choose file…
          </Button>
          <Button
            type="submit"
            size="l"
            busy={add.isPending}
            busyWord="Adding…"
            reason={path.trim() === "" ? "Choose a file or type its path first" : undefined}
          >
            Add certificate
          </Button>
        </span>
      </Form>
      {add.isError && <ErrorNotice inline error={add.error} />}
      {choose.isError && <ErrorNotice inline error={choose.error} />}
    </>
  );
}
