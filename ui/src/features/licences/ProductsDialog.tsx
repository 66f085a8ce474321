import { useMutation } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { Select } from "../../components/Select";
import { ErrorNotice } from "../../errors/ErrorNotice";
import {
  call,
  commands,
  type LicenceKindDto,
  type LicenceRuleDto,
  type ProductRuleDto,
  type ProfileId,
  type SeatSetupDto,
} from "../../ipc/client";
import { formatCount } from "../../lib/format";
import s from "./Licences.module.css";

type ProductsDialogProps = {
  readonly profileId: ProfileId;
  readonly setup: SeatSetupDto;
  readonly onClose: () => void;
};

const NONE = "none";

/** Which of Halo's licences each product stands for, at every customer alike. Each choice is kept at once. */
export function ProductsDialog({ profileId, setup, onClose }: ProductsDialogProps) {
  const saving = useMutation({
    mutationFn: ({ product, rule }: { product: string; rule: LicenceRuleDto | null }) =>
      call(commands.setProductLicence(profileId, product, rule)),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      size="l"
      title="Map products to Halo’s licences"
      description="A product stands for the same licence at every customer. A licence that was chosen for one organisation goes before."
      note="Nothing is written to Halo"
      actions={
        <Button size="l" variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className={s["form"]}>
        {setup.products.map((product) => (
          <ProductField
            key={product.key}
            product={product}
            kinds={setup.kinds}
            onChoose={(rule) => saving.mutate({ product: product.key, rule })}
          />
        ))}
        {saving.error && <ErrorNotice inline error={saving.error} />}
      </div>
    </Dialog>
  );
}

type ProductFieldProps = {
  readonly product: ProductRuleDto;
  readonly kinds: readonly LicenceKindDto[];
  readonly onChoose: (rule: LicenceRuleDto | null) => void;
};

function ProductField({ product, kinds, onChoose }: ProductFieldProps) {
  const { name, rule, proposed } = product;
  const isListed = rule === null || kinds.some((kind) => idOf(kind.rule) === idOf(rule));
  const options = [
    ...kinds.map((kind) => ({ value: idOf(kind.rule), label: labelOf(kind) })),
    ...(rule === null || isListed
      ? []
      : [{ value: idOf(rule), label: `${rule.name}, at no customer any more` }]),
    { value: NONE, label: "No licence" },
  ];
  return (
    <>
      <Field label={`Licence for ${name}`}>
        <Select
          placeholder="Choose a software licence"
          value={rule === null ? null : idOf(rule)}
          options={options}
          onValueChange={(value) =>
            onChoose(kinds.find((kind) => idOf(kind.rule) === value)?.rule ?? (value === NONE ? null : rule))
          }
        />
      </Field>
      {proposed && (
        <p className="t2">
          “{proposed.rule.name}” names it, at {formatCount(proposed.customers, "customer")}.{" "}
          <Button variant="link" onClick={() => onChoose(proposed.rule)}>
            Use it for {name}
          </Button>
        </p>
      )}
    </>
  );
}

const idOf = ({ key, value }: LicenceRuleDto) => `${key} ${value}`;

function labelOf({ rule, customers }: LicenceKindDto): string {
  const at = formatCount(customers, "customer");
  return rule.key === "sku" ? `${rule.name}, number ${rule.value}, at ${at}` : `${rule.name}, at ${at}`;
}
