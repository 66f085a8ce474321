import { expect, it } from "vitest";
import type { TaskDto, TaskStateDto } from "./client";
import { withTask } from "./tasks";

const running: TaskStateDto = {
  state: "running",
  label: "Reading",
  done: 1,
  total: null,
  requests: 1,
  waitingSecs: null,
};
const done: TaskStateDto = {
  state: "done",
  label: "Read 415 customers",
  allWell: true,
  onlyChanges: false,
  note: null,
};
const task = (id: number, state: TaskStateDto, profile = 1): TaskDto => ({
  id,
  kind: "readHalo",
  profile,
  state,
});

it("renews a task in its place", () => {
  expect(withTask([task(1, running)], task(1, done))).toEqual([task(1, done)]);
});

it("keeps only the newest ended task of a kind and profile", () => {
  expect(withTask([task(1, done), task(2, done, 9)], task(3, running))).toEqual([
    task(2, done, 9),
    task(3, running),
  ]);
});

it("keeps what still runs", () => {
  expect(withTask([task(1, running)], task(2, running))).toEqual([task(1, running), task(2, running)]);
});

it("does not let a late event of an old task take a new one's place", () => {
  expect(withTask([task(2, running)], task(1, done))).toEqual([task(1, done), task(2, running)]);
});
