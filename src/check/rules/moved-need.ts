import type { Move } from "../../plan/moves.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { isUnder } from "../../rootfs/paths.ts";
import { elfReader } from "../../loader/elf-reader.ts";
import { type HostNeed, hostNeeds, hostPrograms, LIBRARY_DIRECTORIES, machineDirectories } from "../host-needs.ts";
import { ldSoConfDirectories } from "../ld-so-conf.ts";
import { loadedBy } from "../loaded-by.ts";
import { locationInRun, type RunContext } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** A move is told once, by the first thing that goes with it. */
export const movedNeed: RunRule<"moved-need"> = {
  kind: "run",
  code: "moved-need",
  severity: "error",
  title: "MoveContent takes something from the host that it can't do without.",
  judge: (run) =>
    [...lostNeeds(run)].map(([{ path, why }, { needed, what }]) => ({
      location: locationInRun(run, why),
      message: `/${path} can't be moved away: the device needs ${needed} (${what})`,
      help:
        run.rootfs.nodes.get(path)?.type === "directory"
          ? "move what only the container needs of it entry by entry, or mount it"
          : "mount it with MountPoints instead",
    })),
};

interface Lost {
  readonly needed: string;
  readonly what: string;
}

const lostNeeds = (run: RunContext): ReadonlyMap<Move, Lost> => {
  const lost = new Map<Move, Lost>();
  const moves = run.plan.containers.flatMap((container) => container.moves);
  if (moves.length === 0) return lost;
  for (const need of [...hostNeeds(run.plan, run.rootfs, run.config), ...loadedNeeds(run)]) {
    const needed = lostPath(run, need);
    if (needed === undefined) continue;
    const end = lookup(run.views.host, needed);
    const move = moves.find(({ path }) => end.kind === "missing" && isUnder(end.path, path));
    if (move !== undefined && !lost.has(move)) lost.set(move, { needed, what: need.what });
  }
  return lost;
};

/** The first path of a need that the host had, if it has none of them any more. */
const lostPath = ({ rootfs, views }: RunContext, { paths }: HostNeed): string | undefined => {
  const had = paths.find((path) => lookup(rootfs, path).kind === "found");
  return paths.some((path) => lookup(views.host, path).kind === "found") ? undefined : had;
};

/** What the needed programs load. */
const loadedNeeds = ({ plan, rootfs }: RunContext): readonly HostNeed[] => {
  const loading = {
    rootfs,
    readElf: elfReader(rootfs),
    directories: [...ldSoConfDirectories(rootfs), ...LIBRARY_DIRECTORIES, ...machineDirectories(rootfs)],
  };
  return hostPrograms(plan).flatMap(({ paths }) => {
    const program = paths.find((path) => lookup(rootfs, path).kind === "found");
    return program === undefined ? [] : loadedBy(loading, program).map((each) => ({ paths: each.paths, what: `loaded by ${program}` }));
  });
};
