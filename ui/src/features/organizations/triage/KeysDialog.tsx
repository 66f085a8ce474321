import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Kbd } from "../../../components/Kbd";
import { KEY_LIST } from "./keys";
import s from "./Triage.module.css";

/** Every key of triage. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Keys of triage"
      description="They work everywhere but in fields."
      actions={
        <Button size="l" onClick={onClose}>
          Close
        </Button>
      }
    >
      <dl className={s["keyList"]}>
        {KEY_LIST.map(({ keys, words }) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (key === "…" ? <span key={key}>to</span> : <Kbd key={key}>{key}</Kbd>))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
