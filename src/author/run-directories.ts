import { parentOf } from "../rootfs/paths.ts";
import type { DraftMount } from "./draft.ts";
import { isOwn } from "./package-data.ts";
import type { Subject } from "./subject.ts";
import { ownedTmpfs } from "./tmpfs.ts";

/** Where a program leaves its PID file and sockets: /run, directories of its own in it, and /var/run, which is no symlink in a container. */
export const runDirectories = (subject: Subject): readonly DraftMount[] => {
  const { paths, user, service } = subject;
  const pidFile = service?.get("PIDFile")?.value ?? "";
  const inRun = [...paths.filter((path) => path.startsWith("/run/") && isOwn(subject, path)), pidFile].map(parentOf);
  const own = new Set(inRun.filter((path) => /^\/run\/[\w.-]+$/.test(path)));
  const usesVarRun = [...paths, pidFile].some((path) => path.startsWith("/var/run/"));
  return [
    ownedTmpfs({ place: "run", size: "4M", user, why: "PID files and sockets of its own" }),
    ...[...own].map((path) =>
      ownedTmpfs({ place: path.slice(1), size: "1M", user, isInRun: true, why: "a directory that it uses in /run" }),
    ),
    ...(usesVarRun
      ? [ownedTmpfs({ place: "var/run", size: "1M", user, why: "it names files in /var/run, which is no symlink here" })]
      : []),
  ];
};
