import { ExternalLink } from "lucide-react";
import { Button } from "../../../components/Button";
import { PathTrail } from "../../../components/PathTrail";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { NamedRightDto, NamingDto, ProfileId, RecipePlaceDto } from "../../../ipc/client";
import s from "../Connect.module.css";
import { PAGE_NAMES, useOpenInHalo } from "../openInHalo";

const LEADS: Record<NamingDto, string> = {
  missing: "Set this in Halo, then check again:",
  oneOf: "One of these is the cause:",
  unproven: "Not proven yet:",
};

type NamedRightsProps = { readonly rights: readonly NamedRightDto[]; readonly naming: NamingDto };

/** The settings of the recipe that a check is about, each with what it has to be and where it is. */
export function NamedRights({ rights, naming }: NamedRightsProps) {
  const causes = naming === "oneOf";
  // Causes are looked through in their order; everything else is done page by page.
  const groups = causes ? rights.map((right) => [right]) : byPath(rights);
  const List = causes ? "ol" : "ul";
  return (
    <div>
      <p className="t2">{LEADS[naming]}</p>
      <List className={s["rights"]} aria-label={LEADS[naming].replace(/:$/, "")}>
        {groups.map((group) => (
          <li key={group[0]?.key}>
            {group.map(({ key, setting, value }) => (
              <p key={key}>
                <span className="medium">{setting}:</span> {value}
              </p>
            ))}
            <PathTrail path={group[0]?.path ?? []} copy />
          </li>
        ))}
      </List>
    </div>
  );
}

function byPath(rights: readonly NamedRightDto[]): NamedRightDto[][] {
  const groups = new Map<string, NamedRightDto[]>();
  for (const right of rights) {
    const path = right.path.join(" > ");
    groups.set(path, [...(groups.get(path) ?? []), right]);
  }
  return [...groups.values()];
}

type OpenPagesProps = { readonly rights: readonly NamedRightDto[]; readonly profile: ProfileId };

/** A button for each of Halo's pages that the rights are on. */
export function OpenPages({ rights, profile }: OpenPagesProps) {
  const browse = useOpenInHalo(profile);
  const places = new Set<RecipePlaceDto>(rights.map((right) => right.place));
  return (
    <>
      {[...places].map((place) => (
        <Button
          key={place}
          iconAfter={ExternalLink}
          onClick={() => browse.mutate(place)}
          busy={browse.isPending && browse.variables === place}
          busyWord="Opening…"
        >
          Open {PAGE_NAMES[place]} in Halo
        </Button>
      ))}
      {browse.isError && <ErrorNotice inline error={browse.error} title="The browser did not open" />}
    </>
  );
}
