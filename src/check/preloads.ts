import type { Span } from "../diagnostics/diagnostic.ts";
import type { Advice } from "../diagnostics/fix.ts";
import type { Misfit } from "../loader/loaded.ts";
import type { PreloadPlan } from "../plan/environment.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import { bringHelp, findOnHost, hostLacks, libraryHelp } from "./library-help.ts";
import type { Start } from "./starts.ts";

/** A library that LD_PRELOAD names. */
export interface Preload extends PreloadPlan {
  /** Whether the container has it, only the host has it, or neither. */
  readonly where: "container" | "host" | "nowhere";
  /** What helps where the container lacks it. */
  readonly help: Advice;
  /** The file that has the name and does not serve. */
  readonly misfit: Misfit | undefined;
}

/** The libraries of LD_PRELOAD as the container's first program has them that does not ignore it. */
export const preloadsOf = (facts: ContainerFacts, elfFiles: ElfFiles, starts: readonly Start[]): readonly Preload[] => {
  const start = starts.find(({ running }) => !running.isSecure);
  return facts.plan.preloads.map((preload) => {
    const near = preload.why.span === undefined ? [] : [preload.why.span];
    return {
      ...preload,
      ...(start === undefined ? findPlainly(facts, preload.name, near) : findFor(facts, { elfFiles, start, name: preload.name, near })),
    };
  });
};

type Found = Pick<Preload, "where" | "help" | "misfit">;

interface Wanted {
  readonly elfFiles: ElfFiles;
  readonly start: Start;
  readonly name: string;
  readonly near: readonly Span[];
}

const findFor = (facts: ContainerFacts, { elfFiles, start: { running, loader, linked }, name, near }: Wanted): Found => {
  const need = linked[0]?.preloads.find((each) => each.name === name);
  if (need === undefined || need.resolution.kind !== "missing") return THERE;
  const onHost = findOnHost(facts, { name, directories: [], like: running.main.elf });
  const help = libraryHelp(facts, elfFiles, { need, running, loader, shown: need.by }, near);
  return { where: onHost === undefined ? "nowhere" : "host", help, misfit: need.resolution.misfit };
};

const THERE: Found = { where: "container", help: { help: "", fix: [] }, misfit: undefined };

/** Where no program is known that loads it. */
const findPlainly = (facts: ContainerFacts, name: string, near: readonly Span[]): Found => {
  const isThere = name.includes("/") ? lookup(facts.view.rootfs, name).kind === "found" : facts.hasName(name);
  if (isThere) return THERE;
  const wanted = { name, directories: [], like: undefined };
  const onHost = findOnHost(facts, wanted);
  return onHost === undefined
    ? { where: "nowhere", help: { help: hostLacks(facts, wanted), fix: [] }, misfit: undefined }
    : { where: "host", help: bringHelp(facts, name, onHost, near), misfit: undefined };
};
