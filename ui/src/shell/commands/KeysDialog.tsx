import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Kbd } from "../../components/Kbd";
import { showKeys } from "../../lib/keys";
import type { Command } from "./command";
import s from "./KeysDialog.module.css";
import { SCREEN_KEYS } from "./screenKeys";

type KeysDialogProps = {
  readonly open: boolean;
  readonly commands: readonly Command[];
  readonly onClose: () => void;
};

/** Every key of the program: those of the commands as they are listened for, then those of single screens. */
export function KeysDialog({ open, commands, onClose }: KeysDialogProps) {
  const everywhere = commands.flatMap(({ title, keys, ownKeys }) =>
    keys && !ownKeys ? [{ does: title, keys: [keys] }] : [],
  );
  const groups = SCREEN_KEYS.map(({ screen, keys }) => ({
    screen,
    keys: screen === "Everywhere" ? [...everywhere, ...keys] : keys,
  }));
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="l"
      title="Keys"
      description="Letters work where nothing is being typed."
      actions={
        <Button size="l" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className={s["groups"]}>
        {groups.map(({ screen, keys }) => (
          <section key={screen} aria-label={screen}>
            <h3 className="strong">{screen}</h3>
            <dl className={s["keys"]}>
              {keys.map((line) => (
                <div key={line.does} className={s["line"]}>
                  <dt>{line.does}</dt>
                  <dd>
                    {line.keys.map((key) => (
                      <Kbd key={key}>{showKeys(key)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
