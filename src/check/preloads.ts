import type { Span } from "../diagnostics/diagnostic.ts";
import type { Advice } from "../diagnostics/fix.ts";
import type { Misfit } from "../loader/loaded.ts";
import type { PreloadPlan } from "../plan/environment.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import { bringHelp, findOnHost, hostLacks, libraryHelp } from "./library-help.ts";
import type { Start } from "./starts.ts";

/** A library that LD_PRELOAD or the container's /etc/ld.so.preload names. */
export interface Preload extends PreloadPlan {
  readonly from: "LD_PRELOAD" | "/etc/ld.so.preload";
  /** Whether the container has it, only the host has it, or neither. */
  readonly where: "container" | "host" | "nowhere";
  /** What helps where the container lacks it. */
  readonly help: Advice;
  /** The file that has the name and does not serve. */
  readonly misfit: Misfit | undefined;
}

/** The libraries that are loaded before others, as the container's first program has them that does not ignore what names them. */
export const preloadsOf = (facts: ContainerFacts, elfFiles: ElfFiles, starts: readonly Start[]): readonly Preload[] => [
  ...inVariable(facts, elfFiles, starts),
  ...inFile(facts, elfFiles, starts),
];

const inVariable = (facts: ContainerFacts, elfFiles: ElfFiles, starts: readonly Start[]): readonly Preload[] => {
  const start = starts.find(({ running }) => !running.isSecure);
  return facts.plan.preloads.map((preload) => {
    const near = preload.why.span === undefined ? [] : [preload.why.span];
    return {
      ...preload,
      from: "LD_PRELOAD" as const,
      ...(start === undefined ? findPlainly(facts, preload.name, near) : findFor(facts, { elfFiles, start, name: preload.name, near })),
    };
  });
};

/** What the loaders read in the container's file, which counts whatever rights a program has. */
const inFile = (facts: ContainerFacts, elfFiles: ElfFiles, starts: readonly Start[]): readonly Preload[] => {
  const origin = facts.view.originOf(PRELOAD_FILE.slice(1));
  const start = starts.find(({ loader }) => loader.family === "glibc");
  if (origin === undefined || start === undefined || facts.view.rootfs.nodes.get(PRELOAD_FILE.slice(1)) === undefined) return [];
  const isInVariable = new Set(facts.plan.preloads.map(({ name }) => name));
  const near = origin.why.span === undefined ? [] : [origin.why.span];
  return (start.linked[0]?.preloads ?? [])
    .filter(({ name }) => !isInVariable.has(name))
    .map(({ name }) => ({ name, why: origin.why, from: PRELOAD_FILE, ...findFor(facts, { elfFiles, start, name, near }) }));
};

const PRELOAD_FILE = "/etc/ld.so.preload";

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
