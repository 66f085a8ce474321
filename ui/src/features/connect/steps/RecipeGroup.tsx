import { ChevronDown, ChevronRight, ExternalLink } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../../../components/Button";
import { Card, CardList } from "../../../components/Card";
import { Checkbox } from "../../../components/Checkbox";
import { CopyButton } from "../../../components/CopyButton";
import { Icon } from "../../../components/Icon";
import { PathTrail } from "../../../components/PathTrail";
import { StateLabel } from "../../../components/StateLabel";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { ProfileId, RecipeItemDto, RecipePlaceDto } from "../../../ipc/client";
import s from "../Connect.module.css";
import { PAGE_NAMES, useOpenInHalo } from "../openInHalo";
import { changeWords, PLACE_NAMES } from "../recipeText";

type RecipeGroupProps = {
  readonly number: number;
  readonly place: RecipePlaceDto;
  readonly profile: ProfileId;
  readonly isDemo: boolean;
  readonly items: readonly RecipeItemDto[];
  readonly onTick: (key: string, ticked: boolean) => void;
};

/** The settings of one of Halo's pages; open while something in it is not ticked. */
export function RecipeGroup({ number, place, profile, isDemo, items, onTick }: RecipeGroupProps) {
  const bodyId = useId();
  const done = items.filter((item) => item.ticked).length;
  // Decided once: a group must not close under the pointer when its last box is ticked.
  const [open, setOpen] = useState(done < items.length || items.length === 0);
  const browse = useOpenInHalo(profile);
  const path = commonPath(items);
  if (items.length === 0) return null;
  return (
    <Card
      sunkenHead
      className={s["group"]}
      head={
        <>
          <button
            type="button"
            className={s["groupHead"]}
            aria-expanded={open}
            aria-controls={bodyId}
            onClick={() => setOpen(!open)}
          >
            <Icon of={open ? ChevronDown : ChevronRight} size={14} className="t3" />
            <h2 className="strong">
              {number}. {PLACE_NAMES[place]}
            </h2>
            <span className="t3">
              {done} of {items.length}
            </span>
          </button>
          <span className={s["groupPath"]}>{path.length > 0 && <PathTrail path={path} copy />}</span>
          {!isDemo && (
            <Button
              variant="quiet"
              iconAfter={ExternalLink}
              aria-label={`Open ${PAGE_NAMES[place]} in Halo`}
              onClick={() => browse.mutate(place)}
              busy={browse.isPending}
              busyWord="Opening…"
            >
              Open {PAGE_NAMES[place]}
            </Button>
          )}
        </>
      }
    >
      <div id={bodyId} hidden={!open}>
        {browse.isError && <ErrorNotice inline error={browse.error} title="The browser did not open" />}
        <CardList label={PLACE_NAMES[place]}>
          {items.map((item) => (
            <Setting key={item.key} item={item} pathDone={path.length} onTick={onTick} />
          ))}
        </CardList>
      </div>
    </Card>
  );
}

type SettingProps = {
  readonly item: RecipeItemDto;
  /** How much of the path the group's head shows. */
  readonly pathDone: number;
  readonly onTick: (key: string, ticked: boolean) => void;
};

function Setting({ item, pathDone, onTick }: SettingProps) {
  return (
    <li className={s["item"]}>
      <Checkbox
        label={
          <>
            <span className="medium">{item.setting}</span>
            {item.isOptional && <span className="t3"> optional</span>}
          </>
        }
        hint={
          <>
            {item.changedFrom !== null && (
              <span className={s["changed"]}>
                <StateLabel state="lookOnce" word="Changed since you ticked it" />
                <span>{changeWords(item.changedFrom, item.value)}</span>
              </span>
            )}
            {item.why}
            {item.path.length > pathDone && <PathTrail path={item.path.slice(pathDone)} />}
          </>
        }
        checked={item.ticked}
        onCheckedChange={(ticked) => onTick(item.key, ticked)}
      />
      <span className={s["value"]}>
        {item.value}
        <CopyButton text={item.value} label={`Copy ${item.setting}`} className={s["copyValue"]} />
      </span>
    </li>
  );
}

/** The places that all items of a group share; what is different stands at the item. */
function commonPath(items: readonly RecipeItemDto[]): readonly string[] {
  const [first, ...others] = items;
  if (!first) return [];
  const differs = first.path.findIndex((place, depth) => others.some((item) => item.path[depth] !== place));
  return differs < 0 ? first.path : first.path.slice(0, differs);
}
