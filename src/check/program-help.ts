import { lookup } from "../rootfs/lookup.ts";
import { type ContainerFacts, pathVariable } from "./container-facts.ts";

/** What brings a program into the container, where the host has it; a name without a slash is looked for in the container's PATH. */
export const programHelp = (facts: ContainerFacts, name: string): string => {
  const candidates = name.includes("/") ? [name] : pathVariable(facts, "PATH").map((directory) => `${directory}/${name}`);
  const path = candidates.find((candidate) => lookup(facts.host, candidate).kind === "found");
  return path === undefined ? `the host has no ${name} either` : `add a MountPoints entry for ${path}`;
};
