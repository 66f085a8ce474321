import { describe, expect, it } from "vitest";
import { appError, mockCommands } from "../test/ipc";
import { AppFailure, call, commands, toFailure } from "./client";

async function failureOf(work: Promise<unknown>): Promise<AppFailure> {
  return work.then(
    () => {
      throw new Error("the call should have failed");
    },
    (thrown) => {
      expect(thrown).toBeInstanceOf(AppFailure);
      return thrown as AppFailure;
    },
  );
}

describe("call", () => {
  it("hands on the data", async () => {
    mockCommands({ listProfiles: () => [] });
    await expect(call(commands.listProfiles())).resolves.toEqual([]);
  });

  it("passes the arguments by their names", async () => {
    const calls = mockCommands({ tickRecipeItem: () => null });
    await call(commands.tickRecipeItem(7, "role.name", true));
    expect(calls).toEqual([{ command: "tick_recipe_item", args: [7, "role.name", true] }]);
  });

  it("throws the program's own error as it is", async () => {
    const sent = appError({ code: "forbidden", scope: "read:customers" });
    mockCommands({
      listProfiles: () => {
        throw sent;
      },
    });
    expect((await failureOf(call(commands.listProfiles()))).error).toEqual(sent);
  });

  it("does not trust a framework's plain string", async () => {
    mockCommands({});
    const { error } = await failureOf(call(commands.listProfiles()));
    expect(error.code).toBe("internal");
    expect(error.halo?.text).toContain("Command not found");
  });

  it("does not trust an error of another shape", async () => {
    mockCommands({
      listProfiles: () => {
        throw { code: "offline" };
      },
    });
    expect((await failureOf(call(commands.listProfiles()))).error.code).toBe("internal");
  });

  it("takes a fault of the page for an internal one", () => {
    expect(toFailure(new TypeError("x is undefined")).error).toMatchObject({
      code: "internal",
      halo: { text: "x is undefined" },
    });
  });
});
