import { existsSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { HostNode, HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { lookup } from "../../src/rootfs/lookup.ts";
import { isRoot, needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { type Answer, readAnswers } from "./answers.ts";
import { type GraphRoot, graphRoot } from "./graph-root.ts";
import { loadsOf } from "./loads-of.ts";
import { type Graph, graphs } from "./random-graphs.ts";

const GLIBC = "/lib64/ld-linux-x86-64.so.2";
const MUSL = "/lib/ld-musl-x86_64.so.1";
const RUNS = 250;

/** What a user's process may read: what others may. */
const mayRead = ({ mode }: HostNode): boolean => (mode & 0o004) !== 0;

const isComplete = (answer: Answer): boolean => ![...answer.values()].includes(undefined);

/** Runs a property of a loader, in whose root graph after graph is put. */
const forGraphs = (
  { loader, machines }: { readonly loader: string; readonly machines: readonly string[] },
  property: (root: GraphRoot, graph: Graph, rootfs: HostRootfs) => void,
): void => {
  const root = graphRoot(scratch(), loader);
  const check = (graph: Graph): void => {
    const rootfs = root.put(graph);
    // A loop of links ends the search of one list of directories (elf/dl-load.c, open_path), which is not followed here.
    fc.pre(graph.files.every(({ path }) => lookup(rootfs, path).kind !== "loop"));
    property(root, graph, rootfs);
  };
  fc.assert(fc.property(graphs(loader, machines), check), { numRuns: RUNS });
};

const CASES = [
  { family: "glibc", loader: GLIBC, machines: ["aarch64", "x86", "mips"] },
  // It maps what is made for another machine and fails then, which it doesn't tell.
  { family: "musl", loader: MUSL, machines: ["x86"] },
].filter(({ loader }) => process.arch === "x64" && existsSync(loader));

isRoot(needs("chroot", "musl-gcc"))("random graphs of ELF files", () => {
  it.each(CASES)("are linked as the real loader of $family links them", (each) => {
    let complete = 0;
    forGraphs(each, (root, { libraryPath }, rootfs) => {
      const words = libraryPath === "" ? [] : ["--library-path", libraryPath];
      const { text } = root.run([each.loader, ...words, "--list", "/app/p"]);
      const ours = loadsOf(rootfs, each.loader, { libraryPath, mayRead })("/app/p");
      const theirs = readAnswers(`= /app/p\n${text}`, each.loader).get("/app/p");
      // Where glibc comes to an end at a file, that is all it tells.
      if (text.includes("error while loading shared libraries")) expect(isComplete(ours)).toBe(false);
      else expect(ours).toEqual(theirs);
      if (isComplete(ours)) complete += 1;
    });
    expect(complete).toBeGreaterThan(RUNS / 4);
  });

  it.each(CASES)("start with the real loader of $family where we miss nothing, without proc and in secure mode, too", (each) => {
    let differing = 0;
    forGraphs(each, (root, { libraryPath }, rootfs) => {
      const executing = { libraryPath, mayRead, hasProc: false };
      const starts = [false, true].map((isSecure) => {
        root.setSecure("/app/p", isSecure);
        const { status, text } = root.run(["/app/p"], libraryPath === "" ? {} : { LD_LIBRARY_PATH: libraryPath });
        const starting = isComplete(loadsOf(rootfs, each.loader, { ...executing, isSecure })("/app/p"));
        expect({ isSecure, starts: starting, text }).toEqual({ isSecure, starts: status === 0, text });
        return starting;
      });
      if (starts[0] !== starts[1]) differing += 1;
    });
    expect(differing).toBeGreaterThan(0);
  });
});
