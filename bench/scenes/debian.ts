import { lxcOverlay, OPTIONS } from "../command.ts";
import { DEBIAN, debianContainers, exactContainer, LARGE_DEBIAN } from "../inputs/debian.ts";
import type { Scene } from "../row.ts";
import type { Scale } from "../scale.ts";

/** Checks of containers with real ELF files. */
export const onDebian = ({ isQuick }: Scale): Scene => {
  const all = debianContainers();
  const exact = exactContainer();
  const words = ["check", ...OPTIONS, "-r", LARGE_DEBIAN.path, ...all.files];
  const check = lxcOverlay("check", words, [LARGE_DEBIAN, all.input]);
  const allTags = lxcOverlay("check --all-tags", [...words, "--all-tags"], check.reads);
  // Who needs a library is the dearest question.
  const question = ["--path", "EXACT:/lib/x86_64-linux-gnu/libc.so.6"];
  const explain = lxcOverlay(
    "explain",
    ["explain", "--lxc", "5.0", "-c", "config.ini", ...question, "-r", DEBIAN.path, ...exact.files],
    [DEBIAN, exact.input],
  );
  const rows: Scene["rows"] = [
    { name: "check", what: "check of 50 with real ELF files", unit: "seconds", ours: check, beside: [], aim: 3 },
    { name: "check-memory", what: "its memory", unit: "megabytes", ours: check, beside: [], aim: 300 },
    { name: "all-tags", what: "with their 24 combinations of tags", unit: "seconds", ours: allTags, beside: [check], aim: 1.3 },
    { name: "explain", what: "explain --path, a library of Debian", unit: "seconds", ours: explain, beside: [], aim: 0.3 },
  ];
  return { rounds: 5, rows: isQuick ? [] : rows };
};
