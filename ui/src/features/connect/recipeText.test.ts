import { expect, it } from "vitest";
import { wizard } from "../../test/fixtures";
import { changeWords, recipeAsText } from "./recipeText";

it("hands the list to a colleague with where, what and why", () => {
  const text = recipeAsText({
    ...wizard,
    recipe: wizard.recipe.map((item) => ({
      ...item,
      isOptional: item.key === "agent.apiOnly",
      changedFrom: item.key === "role.tickets" ? "Read Only" : null,
    })),
  });
  expect(text).toBe(`Settings for Palisade in fernhill.halopsa.com

1. Role

[x] Role name: Palisade API role
    Configuration > Teams & Agents > Roles > New
    So that you find it again in the audit log
[ ] Tickets access level: Read and Modify
    Configuration > Teams & Agents > Roles > New > Permissions
    Tickets out, status back
    Set before, changed since. Before: Read Only

2. API-only agent

[ ] Is an API-only agent: Yes (optional)
    Configuration > Teams & Agents > Agents > New
    It needs no licence and nobody can sign in with it

3. Application

[ ] Authentication method: Client ID and Secret (Services)
    Configuration > Integrations > HaloPSA API > View Applications > New
    Halyard works without a person at the keyboard
`);
});

it("names only the permissions that came and went", () => {
  const before = "read:customers read:tickets edit:tickets";
  expect(changeWords(before, `${before} read:softwarelicensing`)).toBe("Tick now: read:softwarelicensing");
  expect(changeWords(before, "read:customers edit:items")).toBe(
    "Tick now: edit:items. No longer needed: read:tickets, edit:tickets",
  );
  expect(changeWords("Read Only", "Read and Modify")).toBe("Before: Read Only");
});
