import { useMutation } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId, type SeatPlanDto, type SeatPlanId } from "../../../ipc/client";
import s from "../Licences.module.css";
import { takenBack } from "./words";

type KeptProps = {
  readonly profileId: ProfileId;
  readonly plan: SeatPlanDto;
  readonly onOpen: (plan: SeatPlanId) => void;
};

/** Where a confirmed plan is kept, and which plan it takes back or is taken back by. */
export function Kept({ profileId, plan: { keptIn, undoes, undoneBy }, onOpen }: KeptProps) {
  const showing = useMutation({ mutationFn: () => call(commands.showPlansFolder(profileId)) });
  return (
    <>
      <div className={s["sum"]}>
        {keptIn === null ? (
          <span>Kept in Halyard’s database; its file is not in the data folder.</span>
        ) : (
          <>
            <span className={s["path"]}>Kept as {keptIn}</span>
            <Button variant="link" onClick={() => showing.mutate()}>
              Show the folder
            </Button>
          </>
        )}
        {undoes !== null && (
          <Button variant="link" onClick={() => onOpen(undoes)}>
            {`Takes plan ${undoes} back`}
          </Button>
        )}
        {undoneBy !== null && (
          <Button variant="link" onClick={() => onOpen(undoneBy.plan)}>
            {takenBack(undoneBy)}
          </Button>
        )}
      </div>
      {showing.error && (
        <div className={s["notice"]}>
          <ErrorNotice inline error={showing.error} />
        </div>
      )}
    </>
  );
}
