//! A selection of the grid as the program takes it.

import type { GridSelection } from "../../../components/gridSelection";
import type { OrganizationFilterDto, SelectionDto } from "../../../ipc/client";

/** Row keys are the organisations' ids. */
export function toSelectionDto(
  { all, keys }: GridSelection,
  filter: OrganizationFilterDto,
  text: string,
): SelectionDto {
  const ids = Array.from(keys, Number);
  return all ? { selected: "all", filter, text, except: ids } : { selected: "these", ids };
}
