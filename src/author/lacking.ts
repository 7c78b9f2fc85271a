import type { ContainerContext } from "../check/container-context.ts";
import type { Start } from "../check/starts.ts";
import type { Need } from "../loader/loaded.ts";
import type { Elf } from "../rootfs/elf.ts";

/** A library, or a program interpreter, that something in the container needs and that is not there. */
export interface LackingLibrary {
  readonly name: string;
  /** Where its loader searches for it, absolute; nothing where that is not known. */
  readonly directories: readonly string[];
  readonly like: Elf | undefined;
  /** What needs it, in words. */
  readonly by: string;
  /** Whether the loader takes no path from the environment. */
  readonly isSecure: boolean;
}

/** What a container's programs lack of what their loaders load, and then what the modules in it lack. */
export const lackingLibraries = (context: ContainerContext): readonly LackingLibrary[] => {
  const { starts, missingForModules } = context.closure();
  const all = [
    ...starts.flatMap(lackingAtStart),
    ...missingForModules.map(({ name, chain }) => ({
      name,
      directories: [],
      like: starts[0]?.running.main.elf,
      by: chain[0] ?? "",
      isSecure: false,
    })),
  ];
  return [...new Map(all.map((each) => [each.name, each])).values()];
};

const lackingAtStart = (start: Start): readonly LackingLibrary[] => {
  const { interpreter, linked } = start;
  return [interpreter, ...linked.flatMap(({ needs }) => needs)]
    .filter(({ resolution }) => resolution.kind === "missing")
    .map((need) => lackingOf(start, need));
};

const lackingOf = ({ running, loader, interpreter }: Start, need: Need): LackingLibrary => ({
  name: need.name,
  directories:
    need === interpreter ? [] : loader.placesFor(need.by, running).flatMap((place) => (place.kind === "directory" ? [place.path] : [])),
  like: need.by.elf,
  by: need.by.path,
  isSecure: running.isSecure,
});
