//! What is read after the first screen, so that the window shows one before everything is read. In few files: what a
//! file of the program costs to ask for is more than what a page costs to read.

import { lazyRouteComponent } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";

const window = () => import("./window");
const pages = () => import("./pages");

export const ProfileWindow = lazyRouteComponent(window, "ProfileWindow");
export const HomePage = lazyRouteComponent(window, "HomePage");
export const CommandParts = lazyRouteComponent(window, "CommandParts");

export const ActivityPage = lazyRouteComponent(pages, "ActivityPage");
export const ConnectPage = lazyRouteComponent(pages, "ConnectPage");
export const LicencesPage = lazyRouteComponent(pages, "LicencesPage");
export const OrganizationsPage = lazyRouteComponent(pages, "OrganizationsPage");
export const ProblemsPage = lazyRouteComponent(pages, "ProblemsPage");
export const ProgramSettingsPage = lazyRouteComponent(pages, "ProgramSettingsPage");
export const RevokedPage = lazyRouteComponent(pages, "RevokedPage");
export const SettingsPage = lazyRouteComponent(pages, "SettingsPage");
export const TicketsPage = lazyRouteComponent(pages, "TicketsPage");
export const VerifyPage = lazyRouteComponent(pages, "VerifyPage");

const ALL = [
  ProfileWindow,
  HomePage,
  CommandParts,
  ActivityPage,
  ConnectPage,
  LicencesPage,
  OrganizationsPage,
  ProblemsPage,
  ProgramSettingsPage,
  RevokedPage,
  SettingsPage,
  TicketsPage,
  VerifyPage,
];

let isHere = false;
const waiting = new Set<() => void>();

/** Reads all of it. */
export async function loadTheRest(): Promise<void> {
  await Promise.all(ALL.map((part) => part.preload?.()));
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
