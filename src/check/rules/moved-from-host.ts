import { elfReader } from "../../loader/elf-reader.ts";
import type { Move } from "../../plan/moves.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { isUnder } from "../../rootfs/paths.ts";
import { placesOf, servicesOf } from "../../rootfs/services.ts";
import { LIBRARY_DIRECTORIES, machineDirectories } from "../host-needs.ts";
import { type HostUse, hostUses } from "../host-uses.ts";
import { furtherUses } from "../unit-uses.ts";
import { ldSoConfDirectories } from "../ld-so-conf.ts";
import { loadedBy } from "../loaded-by.ts";
import { locationInRun, type RunContext } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** A move is told once, by the worst that goes with it. */
export const movedFromHost: RunRule<"moved-from-host"> = {
  kind: "run",
  code: "moved-from-host",
  severity: "either",
  title: "MoveContent takes away what a unit, a script, cron or another event of the host still uses.",
  judge: (run) => {
    const moves = run.plan.containers.flatMap((container) => container.moves);
    const uses = moves.length === 0 ? [] : usesOf(run);
    const lost = [...uses, ...loadedUses(run, uses)].flatMap((use) => {
      const move = moveOf(run, moves, use.path);
      return move === undefined ? [] : [{ move, use }];
    });
    return moves.flatMap((move) => {
      const own = lost.filter((each) => each.move === move).map(({ use }) => use);
      const worst = own.find(({ isStarted }) => isStarted) ?? own[0];
      if (worst === undefined) return [];
      const users = [...new Set(own.map(({ user }) => user))];
      const others = users.length - 1;
      return {
        severity: worst.isStarted ? "error" : "warning",
        location: locationInRun(run, move.why),
        message: `moving /${move.path} away leaves the host without ${worst.path}, which ${worst.user}${others > 0 ? ` and ${others} more` : ""} ${others > 0 ? "use" : "uses"}`,
        help: `mount it instead of moving it, or take what uses it out of the host rootfs${others > 0 ? `: ${users.join(", ")}` : ""}`,
      };
    });
  },
};

/** What is used by what stays on the host. */
const usesOf = (run: RunContext): readonly HostUse[] => {
  const { rootfs, views } = run;
  const services = servicesOf(views.host);
  return [...hostUses(rootfs, services), ...furtherUses(rootfs, services)].filter(
    ({ by }) => lookup(views.host, by).kind === "found" && !isIgnored(run, by),
  );
};

/** Whether a file is a start script that systemd does not look at, since it has a unit of its name: systemd-sysv-generator(8). */
const isIgnored = ({ options, views }: RunContext, by: string): boolean => {
  const [, name] = /^etc\/init\.d\/([^/]+)$/.exec(by) ?? [];
  return options.withUnits !== undefined && name !== undefined && placesOf(views.host, `${name}.service`).length > 0;
};

/** The move with which a path is lost that the host had: of the file itself, else of what leads to it. What moves along loses nothing. */
const moveOf = ({ rootfs, views }: RunContext, moves: readonly Move[], path: string): Move | undefined => {
  const before = lookup(rootfs, path);
  const after = before.kind === "found" ? lookup(views.host, path) : undefined;
  if (before.kind !== "found" || after?.kind !== "missing") return undefined;
  return moves.find((move) => isUnder(before.node.path, move.path)) ?? moves.find((move) => isUnder(after.path, move.path));
};

/** What the programs load that services start. */
const loadedUses = ({ rootfs, views }: RunContext, uses: readonly HostUse[]): readonly HostUse[] => {
  const loading = {
    rootfs,
    readElf: elfReader(rootfs),
    directories: [...ldSoConfDirectories(rootfs), ...LIBRARY_DIRECTORIES, ...machineDirectories(rootfs)],
  };
  return uses
    .filter(({ isStarted, path }) => isStarted && lookup(views.host, path).kind === "found")
    .flatMap(({ path, user, by }) =>
      loadedBy(loading, path).flatMap(({ paths }) => {
        const library = paths.find((each) => lookup(rootfs, each).kind === "found");
        const isLost = library !== undefined && !paths.some((each) => lookup(views.host, each).kind === "found");
        return isLost ? [{ path: library, user: `${path} of ${user}`, by, isStarted: true }] : [];
      }),
    );
};
