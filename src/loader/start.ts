import { baseOf } from "../rootfs/paths.ts";
import { link, type Linked } from "./link.ts";
import type { Loaded, Need, Resolution } from "./loaded.ts";
import type { Loader, Running } from "./loader.ts";
import type { Search } from "./search.ts";

export interface StartInput {
  readonly running: Running;
  readonly loader: Loader;
  readonly search: Search;
  /** PT_INTERP, and what became of it; absent for what is linked as if a program had loaded it. */
  readonly interpreter: Need | undefined;
  /** Whether an object's own needs count. */
  readonly counts: (object: Loaded) => boolean;
}

/** What a loader loads when a program starts, for each kind of processor that makes a difference; the newest one's comes first. */
export const startsOf = (input: StartInput): readonly Linked[] => {
  const { loader } = input;
  const first = linkFor(input, loader.variants);
  const loadsVariant = first.objects.some(({ path }) => loader.variants.some((variant) => path.includes(`/${variant}/`)));
  return loadsVariant ? [first, ...loader.variants.map((_, index) => linkFor(input, loader.variants.slice(index + 1)))] : [first];
};

const linkFor = ({ running, loader, search, interpreter, counts }: StartInput, variants: readonly string[]): Linked => {
  const { main } = running;
  const find = (name: string, by: Loaded): Resolution => search.find({ name, by, running, variants });
  const preloads = loader.preloadsFor(running).map((name) => ({ name, by: main, resolution: find(name, main) }));
  return link(main, { preloads, preset: presetOf(interpreter), find, knowsSonames: loader.knowsSonames, counts });
};

/** The interpreter is there before any library, under its DT_SONAME and its path; where it is missing, that is said once. */
export const presetOf = (interpreter: Pick<Need, "name" | "resolution"> | undefined): ReadonlyMap<string, Resolution> => {
  if (interpreter === undefined) return new Map();
  const { name, resolution } = interpreter;
  const preset: Resolution = resolution.kind === "missing" ? { kind: "unknown" } : resolution;
  const soname = preset.kind === "found" ? preset.elf.soname : undefined;
  return new Map([name, soname ?? baseOf(name)].map((each) => [each, preset]));
};
