import { useCallback } from "react";
import type {
  OrganizationFilterDto,
  OrganizationPageDto,
  OrganizationSortDto,
  ProfileId,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { useWindows, type Windows } from "../../../lib/useWindows";

export type RowsQuery = {
  readonly filter: OrganizationFilterDto;
  readonly text: string;
  readonly sort: OrganizationSortDto;
  readonly descending: boolean;
};

export type OrganizationRows = Windows<OrganizationPageDto>;

/** The organisations that fit. */
export function useOrganizationRows(
  profileId: ProfileId,
  { filter, text, sort, descending }: RowsQuery,
): OrganizationRows {
  return useWindows(
    `${filter} ${text}`,
    useCallback(
      (offset: number, limit: number) =>
        queries.organizationPage(profileId, { filter, text, sort, descending, offset, limit }),
      [profileId, filter, text, sort, descending],
    ),
  );
}
