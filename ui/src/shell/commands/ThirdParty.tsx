import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Disclosure } from "../../components/Disclosure";
import { Skeleton } from "../../components/Skeleton";
import { ErrorNotice } from "../../errors/ErrorNotice";
import type { ThirdPartDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { formatCount } from "../../lib/format";
import s from "./ThirdParty.module.css";

/** What others made of Halyard, with the terms of each. Nothing is read before somebody asks. */
export function ThirdParty() {
  const [open, setOpen] = useState(false);
  return (
    <Disclosure summary="Third-party licences" open={open} onToggle={setOpen}>
      {open && <Parts />}
    </Disclosure>
  );
}

function Parts() {
  const list = useQuery(queries.thirdParty());
  if (list.isPending) return <Skeleton label="Reading the licences" />;
  if (list.isError) {
    return (
      <ErrorNotice
        inline
        error={list.error}
        title="The licences cannot be read"
        onRetry={() => void list.refetch()}
        retrying={list.isFetching}
      />
    );
  }
  const { parts, texts } = list.data;
  return (
    <>
      <p className="t2">{`Halyard contains ${formatCount(parts.length, "part")} by others.`}</p>
      <ul className={s["parts"]} aria-label="Third-party licences">
        {parts.map((part) => (
          <li key={`${part.name} ${part.version}`}>
            <Part part={part} texts={texts} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Part({ part, texts }: { part: ThirdPartDto; texts: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const terms = part.texts.map((place) => texts[place]).filter((text) => text !== undefined);
  return (
    <Disclosure summary={`${part.name} ${part.version}, ${part.licence}`} open={open} onToggle={setOpen}>
      {open && (
        <div className={s["terms"]}>
          {[part.holders.join("\n"), ...terms].filter((text) => text !== "").join("\n\n") ||
            `Its author names the licence, ${part.licence}, and adds no text.`}
        </div>
      )}
    </Disclosure>
  );
}
