import type { ReactNode, RefObject } from "react";
import { ToolRow } from "../../components/Page";
import { SegmentedFilter } from "../../components/SegmentedFilter";
import type { OrganizationCountsDto, OrganizationFilterDto, TermDto } from "../../ipc/client";
import { FilterField } from "./FilterField";
import { FilterTerms } from "./FilterTerms";
import { SEGMENTS } from "./words";

type FilterToolsProps = {
  readonly filter: OrganizationFilterDto;
  readonly counts: OrganizationCountsDto | undefined;
  readonly terms: readonly TermDto[];
  readonly text: string;
  readonly onFilter: (filter: OrganizationFilterDto) => void;
  readonly onText: (text: string) => void;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly placeholder: string;
  /** Whether the slash leads to the filter; it does unless the view needs it for something else. */
  readonly keyed?: boolean;
  /** More at the right. */
  readonly children?: ReactNode;
};

/** Segments with their counts, the text filter, and what it asks for. */
export function FilterTools(props: FilterToolsProps) {
  const {
    filter,
    counts,
    terms,
    text,
    onFilter,
    onText,
    fieldRef,
    placeholder,
    keyed = true,
    children,
  } = props;
  return (
    <>
      <ToolRow>
        <SegmentedFilter
          label="Show"
          value={filter}
          onValueChange={onFilter}
          options={SEGMENTS.map(({ value, label }) => ({ value, label, count: counts?.[value] ?? 0 }))}
        />
        <span className="spacer" />
        <FilterField
          text={text}
          onText={onText}
          inputRef={fieldRef}
          placeholder={placeholder}
          keyed={keyed}
        />
        {children}
      </ToolRow>
      <FilterTerms terms={terms} text={text} onText={onText} />
    </>
  );
}
