import axe from "axe-core";

/**
 * What axe finds wrong, as "rule: element". Contrast needs a window that paints and is measured elsewhere:
 * from the tokens in `styles/tokens.test.ts`, and in the real window.
 */
export async function axeFindings(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`));
}
