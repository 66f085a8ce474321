import { Fragment } from "react";

/** Lets a domain or an address break after its dots and signs, never inside a label. */
export function WrappableText({ text }: { text: string }) {
  const parts = text.split(/(?<=[./@_])/);
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order.
    <Fragment key={index}>
      {part}
      {index < parts.length - 1 && <wbr />}
    </Fragment>
  ));
}
