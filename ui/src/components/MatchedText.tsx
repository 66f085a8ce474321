/** A text with the letters that were typed in bold. */
export function MatchedText({ text, query }: { text: string; query: string }) {
  const wanted = query.trim();
  const at = wanted === "" ? -1 : text.toLocaleLowerCase().indexOf(wanted.toLocaleLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <span className="strong">{text.slice(at, at + wanted.length)}</span>
      {text.slice(at + wanted.length)}
    </>
  );
}
