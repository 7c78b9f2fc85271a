import { existsSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { lookup } from "../../src/rootfs/lookup.ts";
import { isRoot, needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { readAnswers } from "./answers.ts";
import { graphRoot } from "./graph-root.ts";
import { loadsOf } from "./loads-of.ts";
import { graphs } from "./random-graphs.ts";

const GLIBC = "/lib64/ld-linux-x86-64.so.2";
const RUNS = 60;

/** A user whose process may read what others may. */
const mayReadIn =
  (rootfs: HostRootfs) =>
  (path: string): boolean => {
    const found = lookup(rootfs, path);
    return found.kind !== "found" || (found.node.mode & 0o004) !== 0;
  };

isRoot(needs("chroot"))("random graphs of ELF files", () => {
  it.runIf(process.arch === "x64" && existsSync(GLIBC))("are linked as glibc's real loader links them", () => {
    const root = graphRoot(scratch(), GLIBC);
    let complete = 0;
    fc.assert(
      fc.property(graphs(GLIBC, ["aarch64", "x86", "mips"]), (graph) => {
        const rootfs = root.put(graph);
        // A loop of links ends the search of one list of directories (elf/dl-load.c, open_path), which is not followed here.
        fc.pre(graph.files.every(({ path }) => lookup(rootfs, path).kind !== "loop"));
        const words = graph.libraryPath === "" ? [] : ["--library-path", graph.libraryPath];
        const { text } = root.run([GLIBC, ...words, "--list", "/app/p"]);
        const ours = loadsOf(rootfs, { loader: GLIBC, libraryPath: graph.libraryPath, mayRead: mayReadIn(rootfs) })("/app/p");
        const theirs = readAnswers(`= /app/p\n${text}`, GLIBC).get("/app/p");
        const failure = /error while loading shared libraries: ([^:]+):/.exec(text)?.[1];
        if (failure === undefined) expect(ours).toEqual(theirs);
        else expect([...ours].filter(([, path]) => path === undefined)).not.toEqual([]);
        if (failure === undefined && ![...ours].some(([, path]) => path === undefined)) complete += 1;
      }),
      { numRuns: RUNS },
    );
    expect(complete).toBeGreaterThan(10);
  });
});
