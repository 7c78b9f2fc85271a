import { didYouMean } from "../diagnostics/did-you-mean.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import type { Advice } from "../diagnostics/fix.ts";
import { CODE_OPTIONS } from "../linux/bind-options.ts";
import { USUAL_PATH } from "../linux/usual-path.ts";
import { closePaths } from "../rootfs/close-paths.ts";
import type { Searchable } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { behindLink } from "./behind-link.ts";
import { addTo, bindEntry } from "./bring-advice.ts";
import { type ContainerFacts, pathVariable } from "./container-facts.ts";
import { setVariable } from "./library-help.ts";

/** What brings a program into the container, where the host has it; a name without a slash is looked for in the container's PATH. */
export const programHelp = (facts: ContainerFacts, name: string, location: Location): Advice | string => {
  const directories = pathVariable(facts, "PATH");
  const candidates = name.includes("/") ? [name] : directories.map((directory) => `${directory}/${name}`);
  for (const candidate of candidates) {
    const target = behindLink(facts, candidate);
    if (target === undefined) continue;
    const bring = mountFile(facts, target, CODE_OPTIONS, location);
    return { ...bring, help: `${bring.help}, to which ${candidate} leads` };
  }
  const path = candidates.find((candidate) => lookup(facts.host, candidate).kind === "found");
  if (path !== undefined) return mountFile(facts, path, CODE_OPTIONS, location);
  if (!name.includes("/")) return outsidePath(facts, name, location) ?? `the host has no ${name} in a directory of PATH either`;
  const close = didYouMean(closePaths(facts.host, name));
  return `the host has no ${name} either${close === undefined ? "" : `; ${close}`}`;
};

/** Where programs lie that PATH does not name. */
const outsidePath = (facts: ContainerFacts, name: string, location: Location): Advice | string | undefined => {
  const inContainer = findProgram(facts.view.rootfs, name);
  // LXC expands no variable.
  const directories = pathVariable(facts, "PATH").filter((each) => !each.includes("$"));
  if (inContainer !== undefined) {
    const set = setVariable(facts, "PATH", [...directories, inContainer].join(":"), location.kind === "text" ? [location] : []);
    return { ...set, help: `it is in ${inContainer}, which PATH does not name: ${set.help}` };
  }
  const onHost = findProgram(facts.host, name);
  return onHost === undefined
    ? undefined
    : `the host has it in ${onHost}, which PATH does not name: add a MountPoints entry for ${onHost}/${name}, and ${onHost} to PATH`;
};

/** The directory that has a program. */
const findProgram = (rootfs: Searchable, name: string): string | undefined =>
  USUAL_PATH.find((directory) => {
    const found = lookup(rootfs, `${directory}/${name}`);
    return found.kind === "found" && found.node.type === "file";
  });

/** Advice to mount something of the host, for what stands in a place; where it is no file, how much of it is for people to say. */
export const mountFile = ({ host }: ContainerFacts, path: string, options: string, location: Location): Advice => {
  const found = lookup(host, path);
  const isFile = found.kind === "found" && found.node.type === "file";
  const near = isFile && location.kind === "text" ? [{ file: location.file, line: location.line, column: location.column }] : [];
  return addTo("MountPoints", bindEntry({ type: "file", source: path, options }), near, `add a MountPoints entry for ${path}`);
};
