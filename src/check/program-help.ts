import { didYouMean } from "../diagnostics/did-you-mean.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import type { Advice } from "../diagnostics/fix.ts";
import { CODE_OPTIONS } from "../linux/bind-options.ts";
import { closePaths } from "../rootfs/close-paths.ts";
import { lookup } from "../rootfs/lookup.ts";
import { addTo, bindEntry } from "./bring-advice.ts";
import { type ContainerFacts, pathVariable } from "./container-facts.ts";

/** What brings a program into the container, where the host has it; a name without a slash is looked for in the container's PATH. */
export const programHelp = (facts: ContainerFacts, name: string, location: Location): Advice | string => {
  const candidates = name.includes("/") ? [name] : pathVariable(facts, "PATH").map((directory) => `${directory}/${name}`);
  const path = candidates.find((candidate) => lookup(facts.host, candidate).kind === "found");
  const close = path === undefined && name.includes("/") ? didYouMean(closePaths(facts.host, name)) : undefined;
  return path === undefined
    ? `the host has no ${name} either${close === undefined ? "" : `; ${close}`}`
    : mountFile(facts, path, CODE_OPTIONS, location);
};

/** Advice to mount something of the host, for what stands in a place; where it is no file, how much of it is for people to say. */
export const mountFile = ({ host }: ContainerFacts, path: string, options: string, location: Location): Advice => {
  const found = lookup(host, path);
  const isFile = found.kind === "found" && found.node.type === "file";
  const near = isFile && location.kind === "text" ? [{ file: location.file, line: location.line, column: location.column }] : [];
  return addTo("MountPoints", bindEntry({ type: "file", source: path, options }), near, `add a MountPoints entry for ${path}`);
};
