import { useQuery } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { home, palisade } from "../test/fixtures";
import { renderWith } from "../test/render";
import { events } from "./client";
import { queries } from "./queries";

function Names() {
  const profiles = useQuery(queries.profiles());
  return <p>{profiles.data?.map(({ vendorName }) => vendorName).join(", ")}</p>;
}

it("reads again what carries a tag of the event, and nothing else", async () => {
  let names = ["Palisade"];
  const { calls } = renderWith(<Names />, {
    listProfiles: () => names.map((vendorName, index) => ({ ...palisade, id: index, vendorName })),
  });
  await screen.findByText("Palisade");

  names = ["Palisade", "Dropsuite"];
  await events.invalidated.emit({ profile: null, tags: ["wizard"] });
  expect(calls.filter(({ command }) => command === "list_profiles")).toHaveLength(1);

  await events.invalidated.emit({ profile: 1, tags: ["home", "profiles"] });
  await screen.findByText("Palisade, Dropsuite");
});

function Waiting() {
  return <p>{useQuery(queries.home(1)).data?.todo} waiting</p>;
}

it("leaves the queries of other profiles alone", async () => {
  let todo = 46;
  const { calls } = renderWith(<Waiting />, { home: () => ({ ...home, todo }) });
  await screen.findByText("46 waiting");

  todo = 45;
  await events.invalidated.emit({ profile: 2, tags: ["home"] });
  expect(calls.filter(({ command }) => command === "home")).toHaveLength(1);

  await events.invalidated.emit({ profile: 1, tags: ["home"] });
  await screen.findByText("45 waiting");
});

it("reads again what was asked for the first time before the change and answered after it", async () => {
  const answers: ((todo: number) => void)[] = [];
  const { calls } = renderWith(<Waiting />, {
    home: () => new Promise((answer) => answers.push((todo) => answer({ ...home, todo }))),
  });
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  await events.invalidated.emit({ profile: 1, tags: ["home"] });
  answers[0]?.(46);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(45);
  await screen.findByText("45 waiting");
  expect(calls.filter(({ command }) => command === "home")).toHaveLength(2);
});
