import { Ellipsis, Plus, RefreshCw, Upload } from "lucide-react";
import { Button } from "../../components/Button";
import { IconButton } from "../../components/IconButton";
import { Menu } from "../../components/Menu";
import { formatNumber } from "../../lib/format";
import type { OrganizationsDialog } from "./search";
import type { ReadHalo } from "./useReadHalo";

type HeadActionsProps = {
  readonly reading: ReadHalo;
  readonly suggested: number;
  readonly onOpen: (dialog: OrganizationsDialog) => void;
};

/** The acts on all organisations. None is primary: the next thing is in the list below. */
export function HeadActions({ reading, suggested, onOpen }: HeadActionsProps) {
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
            label: "Read customers from Halo",
            icon: RefreshCw,
            onSelect: reading.start,
            reason: reading.isReading ? "Being read now" : reading.blocked,
          },
        ]}
      />
    </>
  );
}
