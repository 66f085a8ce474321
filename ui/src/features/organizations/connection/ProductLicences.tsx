import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { Select } from "../../../components/Select";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { LicenceDto, LicenceId, PairConnectionDto, ProductLicenceDto } from "../../../ipc/client";
import { formatCount, formatWhen } from "../../../lib/format";
import { useNow } from "../../../lib/useNow";
import s from "./Connection.module.css";
import { type Choice, licenceOf } from "./choice";
import type { ReadLicences } from "./useReadLicences";

type ProductLicencesProps = {
  readonly view: PairConnectionDto;
  readonly choice: Choice;
  readonly reading: ReadLicences;
  readonly onChoose: (product: string, licence: LicenceId | null) => void;
  /** To where the connection is told to count seats. */
  readonly onPrepare: () => void;
};

const NONE = "none";

/** A software licence of the customer for each of the vendor's products. */
export function ProductLicences({ view, choice, reading, onChoose, onPrepare }: ProductLicencesProps) {
  const now = useNow();
  const { products, read } = view;
  if (view.customer === null) return null;
  if (!view.wantsSeats) {
    return (
      <Banner
        tone="neutral"
        title="Licences are not part of this connection."
        actions={<Button onClick={onPrepare}>Tick Seats…</Button>}
      >
        Seats are not ticked under Prepare Halo, so Halo lets nothing about licences be read. The two can be
        connected without.
      </Banner>
    );
  }
  if (products.length === 0) return null;
  if (reading.isReading) return <Skeleton label="Reading its licences from Halo" lines={2} />;
  if (reading.error) return <ErrorNotice inline error={reading.error} onRetry={reading.start} />;
  if (read === null) {
    return (
      <Banner
        tone="offline"
        title="Its licences are not known."
        actions={
          <Button onClick={reading.start} reason={reading.blocked}>
            Read its licences
          </Button>
        }
      >
        {reading.blocked ?? "They have not been read from Halo yet."} Mapping works without; the licence can
        be chosen later.
      </Banner>
    );
  }
  if (read.noModule) {
    return (
      <Banner tone="neutral" title="This Halo has no software licences.">
        Its asset management is switched off. The two can be connected without; seats cannot be compared.
      </Banner>
    );
  }
  const again = (
    <p className={s["read"]}>
      Read {formatWhen(read.readAt, now)}.
      <Button variant="link" onClick={reading.start} reason={reading.blocked}>
        Read again
      </Button>
    </p>
  );
  if (read.licences.length === 0) {
    return (
      <>
        <Banner tone="neutral" title={`Halo lists no software licence for ${view.customer.name}.`}>
          Either it has none, or the agent may see none. The two can be connected without.
        </Banner>
        {again}
      </>
    );
  }
  return (
    <>
      {products.map((product) => (
        <Field
          key={product.key}
          label={`Licence for ${product.name}`}
          hint={product.seats === null ? undefined : `${formatCount(product.seats, "seat")} at the vendor`}
          error={goneOf(product, choice, read.licences)}
        >
          <Select
            placeholder="Choose a software licence"
            value={shownValue(product, choice, read.licences)}
            onValueChange={(value) => onChoose(product.key, value === NONE ? null : Number(value))}
            options={[
              ...read.licences.map((licence) => ({ value: String(licence.id), label: labelOf(licence) })),
              { value: NONE, label: "No licence" },
            ]}
          />
        </Field>
      ))}
      {again}
    </>
  );
}

function labelOf({ id, name, seats }: LicenceDto): string {
  const words = name === "" ? `Licence ${id}` : name;
  return seats === null ? words : `${words}, ${formatCount(seats, "seat")} in Halo`;
}

function shownValue(
  product: ProductLicenceDto,
  choice: Choice,
  licences: readonly LicenceDto[],
): string | null {
  const licence = licenceOf(product, choice);
  if (licence === null) return choice[product.key] === null ? NONE : null;
  return licences.some(({ id }) => id === licence) ? String(licence) : null;
}

/** The licence that the pair uses is no longer in the list. */
function goneOf(
  product: ProductLicenceDto,
  choice: Choice,
  licences: readonly LicenceDto[],
): string | undefined {
  const licence = licenceOf(product, choice);
  if (licence === null || licences.some(({ id }) => id === licence)) return undefined;
  return `${product.licenceName ?? "Its licence"} is no longer in Halo. Choose another.`;
}
