import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Checkbox } from "../../../components/Checkbox";
import { CopyButton } from "../../../components/CopyButton";
import { ProgressBar } from "../../../components/ProgressBar";
import { StateLabel } from "../../../components/StateLabel";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type FeaturesDto, type WizardDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatNumber } from "../../../lib/format";
import s from "../Connect.module.css";
import type { WizardEvent } from "../machine";
import { PLACES, recipeAsText } from "../recipeText";
import { StepFrame } from "../StepFrame";
import { RecipeGroup } from "./RecipeGroup";

type PrepareStepProps = { readonly wizard: WizardDto; readonly onEvent: (event: WizardEvent) => void };

/** Step 3: what the connection should do, and exactly what Halo needs for it. */
export function PrepareStep({ wizard, onEvent }: PrepareStepProps) {
  const { profile, features, recipe, vendorName } = wizard;
  const queryClient = useQueryClient();
  const { queryKey } = queries.wizard(profile);
  // Ticks answer at once; the program's word, when it comes, is the one that stays.
  const show = (change: (wizard: WizardDto) => WizardDto) =>
    queryClient.setQueryData(queryKey, (old: WizardDto | undefined) => old && change(old));
  const readAgain = () => void queryClient.invalidateQueries({ queryKey });

  const want = useMutation({
    mutationFn: (next: FeaturesDto) => call(commands.saveFeatures(profile, next)),
    onMutate: (next) => show((old) => ({ ...old, features: next })),
    onSettled: readAgain,
  });
  const tick = useMutation({
    mutationFn: ({ key, ticked }: { key: string; ticked: boolean }) =>
      call(commands.tickRecipeItem(profile, key, ticked)),
    onMutate: ({ key, ticked }) =>
      show((old) => ({
        ...old,
        recipe: old.recipe.map((item) => (item.key === key ? { ...item, ticked, changedFrom: null } : item)),
      })),
    onSettled: readAgain,
  });

  const done = recipe.filter((item) => item.ticked).length;
  const changed = recipe.filter((item) => item.changedFrom !== null).length;
  const failure = want.error ?? tick.error;
  return (
    <StepFrame
      step={3}
      wizard={wizard}
      title="Prepare Halo"
      lead="Tick what the connection should do. The list below holds exactly what Halo needs for it, and nothing wider."
      onEvent={onEvent}
      next={{
        label: "Continue",
        onPress: () => onEvent({ type: "continue" }),
        note: done < recipe.length ? "You can go on and come back" : undefined,
      }}
      aside={
        <>
          <h2>
            {done} of {recipe.length} done
          </h2>
          <ProgressBar label="Settings ticked" value={done} max={recipe.length} className={s["bar"]} />
          <p>Ticks are yours. Halyard remembers them, and step 5 checks the real thing.</p>
          {changed > 0 && (
            <StateLabel
              state="lookOnce"
              word={`${formatNumber(changed)} changed since you ticked ${changed === 1 ? "it" : "them"}`}
            />
          )}
          <CopyButton wordy label="Copy all as text" text={recipeAsText(wizard)} />
          <p className="hint">
            Names may differ a little in your version of Halo. Where a page has moved, its path still leads
            there.
          </p>
        </>
      }
    >
      <fieldset className={s["wants"]}>
        <legend className="vh">What should the connection do?</legend>
        <Want
          label="Tickets out"
          hint={`${vendorName} raises tickets in Halo`}
          value={features.tickets}
          onChange={(tickets) => want.mutate({ ...features, tickets })}
        />
        <Want
          label="Status back"
          hint="Both sides follow each other"
          value={features.status}
          onChange={(status) => want.mutate({ ...features, status })}
        />
        <Want
          label="Seats"
          hint="Licence counts per customer"
          value={features.seats}
          onChange={(seats) => want.mutate({ ...features, seats })}
        />
      </fieldset>
      {failure && <ErrorNotice inline error={failure} title="The tick was not saved" />}
      {PLACES.map((place, index) => (
        <RecipeGroup
          key={place}
          number={index + 1}
          place={place}
          profile={profile}
          isDemo={wizard.isDemo}
          items={recipe.filter((item) => item.place === place)}
          onTick={(key, ticked) => tick.mutate({ key, ticked })}
        />
      ))}
    </StepFrame>
  );
}

type WantProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
};

function Want({ label, hint, value, onChange }: WantProps) {
  return <Checkbox boxed label={label} hint={hint} checked={value} onCheckedChange={onChange} />;
}
