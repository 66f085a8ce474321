//! Which licence is chosen for which product, before anything is saved.

import type { ChosenLicenceDto, LicenceId, PairConnectionDto, ProductLicenceDto } from "../../../ipc/client";

/** What was chosen in the dialog; null stands for "none" chosen on purpose. */
export type Choice = Readonly<Record<string, LicenceId | null>>;

/** The licence shown for a product: what was just chosen, what the pair uses, what is probably meant. */
export function licenceOf(product: ProductLicenceDto, choice: Choice): LicenceId | null {
  const chosen = choice[product.key];
  return chosen === undefined ? (product.licence ?? product.proposed) : chosen;
}

/** What is sent for these products. */
export function chosenLicences(products: readonly ProductLicenceDto[], choice: Choice): ChosenLicenceDto[] {
  return products.flatMap((product) => {
    const licence = licenceOf(product, choice);
    return licence === null ? [] : [{ product: product.key, licence }];
  });
}

/** Why the two cannot be connected yet; null when they can. The program checks it again. */
export function whyNot(view: PairConnectionDto | undefined, choice: Choice): string | null {
  if (!view?.customer) return "Choose a customer first";
  const { products, read } = view;
  if (products.length === 0) return null;
  if (read === null) return "Its licences have not been read yet";
  if (read.licences.length === 0) return null;
  const withSeats = products.filter(({ seats }) => seats !== null && seats > 0);
  const isChosen = (product: ProductLicenceDto) => licenceOf(product, choice) !== null;
  if (withSeats.length > 0) {
    const missing = withSeats.find((product) => !isChosen(product));
    return missing ? `Choose a licence for ${missing.name}` : null;
  }
  return products.some(isChosen) ? null : "Choose a licence first";
}

/** Whether connecting would change nothing. */
export function isAsSaved({ isPair, products }: PairConnectionDto, choice: Choice): boolean {
  return isPair && products.every((product) => licenceOf(product, choice) === product.licence);
}
