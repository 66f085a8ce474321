import {
  Download,
  Ellipsis,
  FileInput,
  Plus,
  Redo2,
  RefreshCw,
  RotateCw,
  Undo2,
  Upload,
  UsersRound,
} from "lucide-react";
import { Button } from "../../components/Button";
import { IconButton } from "../../components/IconButton";
import { Menu } from "../../components/Menu";
import { formatNumber } from "../../lib/format";
import { showKeys } from "../../lib/keys";
import type { OrganizationsDialog } from "./search";
import type { CountPeople } from "./useCountPeople";
import type { Edits } from "./useEdits";
import type { ReadHalo } from "./useReadHalo";

type HeadActionsProps = {
  readonly counting: CountPeople;
  readonly reading: ReadHalo;
  readonly suggested: number;
  readonly edits: Edits;
  readonly onOpen: (dialog: OrganizationsDialog) => void;
};

/** The acts on all organisations. None is primary: the next thing is in the list below. */
export function HeadActions({ counting, reading, suggested, edits, onOpen }: HeadActionsProps) {
  return (
    <>
      <Button
        count={formatNumber(suggested)}
        reason={suggested === 0 ? "Nothing is suggested" : undefined}
        onClick={() => onOpen("accept")}
      >
        Accept suggestions…
      </Button>
      <Button icon={Plus} onClick={() => onOpen("add")}>
        Add
      </Button>
      <Button icon={Upload} onClick={() => onOpen("import")}>
        Import
      </Button>
      <Menu
        label="More"
        align="end"
        trigger={<IconButton icon={Ellipsis} label="More" />}
        items={[
          {
            label: edits.undoable ? `Undo: ${edits.undoable.what}` : "Undo",
            icon: Undo2,
            keyHint: showKeys("Mod+Z"),
            onSelect: edits.undoLast,
            reason: edits.undoable ? undefined : "Nothing to undo",
          },
          {
            label: edits.redoable ? `Redo: ${edits.redoable.what}` : "Redo",
            icon: Redo2,
            keyHint: showKeys("Mod+Shift+Z"),
            onSelect: edits.redoLast,
            reason: edits.redoable ? undefined : "Nothing to redo",
          },
          "separator",
          { label: "Export mappings…", icon: Download, onSelect: () => onOpen("export") },
          { label: "Import mappings…", icon: FileInput, onSelect: () => onOpen("importMappings") },
          "separator",
          {
            label: "Read customers from Halo",
            icon: RefreshCw,
            onSelect: reading.start,
            reason: reading.isReading ? "Being read now" : reading.blocked,
          },
          {
            label: "Read everything again",
            icon: RotateCw,
            onSelect: reading.startWhole,
            reason: reading.isReading ? "Being read now" : reading.blocked,
          },
          {
            label: "Count people in Halo, for seats",
            icon: UsersRound,
            onSelect: counting.start,
            reason: counting.isCounting ? "Being counted now" : counting.blocked,
          },
        ]}
      />
    </>
  );
}
