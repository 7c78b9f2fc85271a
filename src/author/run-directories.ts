import { parentOf } from "../rootfs/paths.ts";
import { isBusDaemon } from "./bus-choice.ts";
import type { ConfigurationText } from "./configuration.ts";
import type { DraftMount } from "./draft.ts";
import { isOwn } from "./package-data.ts";
import type { Subject } from "./subject.ts";
import { ownedTmpfs } from "./tmpfs.ts";

/** Where a program leaves its PID file and sockets: /run, /var/run, which is no symlink in a container, and directories of its own in them. */
export const runDirectories = (subject: Subject, configuration: readonly ConfigurationText[]): readonly DraftMount[] => {
  const { paths, user, service, program } = subject;
  const pidFile = service?.get("PIDFile")?.value ?? "";
  const named = configuration.flatMap(({ text }) => [...text.matchAll(RUN_FILE)].map(([path]) => path));
  // The socket of the bus is the host's.
  const files = [...paths, pidFile, ...named].filter((path) => isBusDaemon(program.path) || !/^\/(?:var\/)?run\/dbus\//.test(path));
  const own = new Set(files.filter((path) => path === pidFile || isOwn(subject, path)).map(parentOf));
  const ownIn = (top: string): readonly DraftMount[] =>
    [...own]
      .filter((path) => parentOf(path) === top && !path.includes("%"))
      .map((path) => ownedTmpfs({ place: path.slice(1), size: "1M", mode: "0750", user, isInRun: true, why: "a directory of its own" }));
  const varRun = ownedTmpfs({ place: "var/run", size: "1M", user, why: "it names files in /var/run, which is no symlink here" });
  return [
    ownedTmpfs({ place: "run", size: "4M", user, why: "PID files and sockets of its own" }),
    ...ownIn("/run"),
    ...(files.some((path) => path.startsWith("/var/run/")) ? [varRun] : []),
    ...ownIn("/var/run"),
  ];
};

const RUN_FILE = /(?<![\w.%/-])\/(?:var\/)?run\/[\w.+/-]*\w/g;
