import { useQuery } from "@tanstack/react-query";
import { CopyButton } from "../../components/CopyButton";
import { KeyValue } from "../../components/KeyValue";
import { Skeleton } from "../../components/Skeleton";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { queries } from "../../ipc/queries";

/** Versions, licence and the folder of the logs. */
export function About() {
  const parts = useQuery(queries.builtOf());
  const info = useQuery(queries.appInfo());
  if (parts.isError) {
    return (
      <ErrorNotice
        inline
        error={parts.error}
        title="The versions cannot be read"
        onRetry={() => void parts.refetch()}
        retrying={parts.isFetching}
      />
    );
  }
  if (!parts.data || !info.data) return <Skeleton label="Reading the versions" />;
  const all = parts.data.map(({ name, version }) => `${name} ${version}`).join("\n");
  return (
    <>
      <KeyValue
        rows={[
          ...parts.data.map(({ name, version }) => ({ term: name, value: version })),
          { term: "Licence", value: "MIT or Apache 2.0, as you like" },
          { term: "Logs", value: <code>{info.data.logDir}</code>, copy: info.data.logDir },
        ]}
      />
      <div>
        <CopyButton text={all} label="Copy the versions" wordy />
      </div>
    </>
  );
}
