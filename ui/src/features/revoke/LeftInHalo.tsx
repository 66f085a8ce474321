import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { PathTrail } from "../../components/PathTrail";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type LeftInHaloDto, type ProfileId } from "../../ipc/client";
import s from "./Revoke.module.css";

type LeftInHaloProps = { readonly profileId: ProfileId; readonly left: LeftInHaloDto };

/** One thing to remove in Halo: where it is, a button that opens the page, and a tick that is remembered. */
export function LeftInHalo({ profileId, left }: LeftInHaloProps) {
  const tick = useMutation({
    mutationFn: (ticked: boolean) => call(commands.tickLeftInHalo(profileId, left.key, ticked)),
  });
  const open = useMutation({ mutationFn: () => call(commands.openInBrowser(profileId, left.page)) });
  return (
    <li className={s["left"]}>
      <div className={s["what"]}>
        <Checkbox
          checked={tick.isPending ? tick.variables : left.ticked}
          onCheckedChange={(ticked) => tick.mutate(ticked)}
          label={left.act}
          hint={left.why}
        />
        <PathTrail path={left.path} />
        {tick.isError && <ErrorNotice inline error={tick.error} title="The tick was not remembered" />}
        {open.isError && <ErrorNotice inline error={open.error} title="The page did not open" />}
      </div>
      <Button icon={ExternalLink} onClick={() => open.mutate()} busy={open.isPending} busyWord="Opening…">
        Open in Halo
      </Button>
    </li>
  );
}
