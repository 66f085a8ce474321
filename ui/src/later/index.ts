//! What is read after the first screen, so that the window shows one before everything is read: the pages, in one file.

import { type AsyncRouteComponent, lazyRouteComponent } from "@tanstack/react-router";
import { useEffect, useState, useSyncExternalStore } from "react";

/** What can be asked to be read. */
export type Loadable = Pick<AsyncRouteComponent<never>, "preload">;

const parts: Loadable[] = [];

function later<Module extends Record<Name, (props: never) => unknown>, Name extends string>(
  load: () => Promise<Module>,
  name: Name,
) {
  const part = lazyRouteComponent(load, name);
  parts.push(part);
  return part;
}

const loadPages = () => import("./pages");

export const ActivityPage = later(loadPages, "ActivityPage");
export const CommandParts = later(loadPages, "CommandParts");
export const ConnectPage = later(loadPages, "ConnectPage");
export const HomePage = later(loadPages, "HomePage");
export const LicencesPage = later(loadPages, "LicencesPage");
export const OrganizationsPage = later(loadPages, "OrganizationsPage");
export const ProblemsPage = later(loadPages, "ProblemsPage");
export const ProgramSettingsPage = later(loadPages, "ProgramSettingsPage");
export const RevokedPage = later(loadPages, "RevokedPage");
export const SettingsPage = later(loadPages, "SettingsPage");
export const TicketsPage = later(loadPages, "TicketsPage");
export const VerifyPage = later(loadPages, "VerifyPage");

/** Whether one part has been read, or could not be; asks for it. */
export function useRead(part: Loadable): boolean {
  const [isRead, setRead] = useState(part.preload === undefined);
  useEffect(() => {
    void Promise.resolve(part.preload?.()).then(() => setRead(true));
  }, [part]);
  return isRead;
}

let isHere = false;
const waiting = new Set<() => void>();

/** Reads all of it. */
export async function loadTheRest(): Promise<void> {
  await Promise.all(parts.map((part) => part.preload?.()));
  isHere = true;
  for (const tell of waiting) tell();
}

/** Whether all of it has been read. */
export function useTheRest(): boolean {
  return useSyncExternalStore(subscribe, () => isHere);
}

function subscribe(tell: () => void): () => void {
  waiting.add(tell);
  return () => waiting.delete(tell);
}
