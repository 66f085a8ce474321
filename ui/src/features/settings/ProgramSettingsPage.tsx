import { ArrowLeft } from "lucide-react";
import { Button } from "../../components/Button";
import { WindowBar } from "../../components/WindowBar";
import { ProgramSections } from "./ProgramSections";
import s from "./Settings.module.css";

type ProgramSettingsPageProps = { readonly onGo: (to: { readonly page: "start" }) => void };

/** Settings of the program alone, reached from Start, where no profile is open. */
export function ProgramSettingsPage({ onGo }: ProgramSettingsPageProps) {
  return (
    <>
      <WindowBar
        plain
        title="Halyard"
        actions={
          <Button variant="quiet" icon={ArrowLeft} onClick={() => onGo({ page: "start" })}>
            All integrations
          </Button>
        }
      />
      <main className={s["bare"]}>
        <div className={s["sections"]}>
          <h1 className="title1">Settings</h1>
          <ProgramSections />
        </div>
      </main>
    </>
  );
}
