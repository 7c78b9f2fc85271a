import { judgeAsAny } from "./fit.ts";
import type { Loaded } from "./loaded.ts";
import type { Loader, Running } from "./loader.ts";
import { originOf } from "./origin.ts";
import { placeLists } from "./place-lists.ts";
import { expandTokens } from "./tokens.ts";

/**
 * A loader whose rules are not known, as that of uClibc, which is built in many ways: a name is missing only where no file of the
 * container has it. `hasName` tells whether one does.
 */
export const unknownLoader = (hasName: (name: string) => boolean): Loader => {
  const lists = placeLists(["/lib", "/usr/lib", "/lib64", "/usr/lib64"].map((path) => ({ kind: "directory", path })));
  return {
    family: "unknown",
    judge: judgeAsAny,
    placesFor: (by, running) =>
      lists.listFor([...running.invocation.libraryPath.split(/[:;]/), ...ownPaths(by, running)].filter(isAbsolute)),
    ownName: () => undefined,
    pathsFor: (name, by, running) => expandTokens(name, tokensOf(by, running)),
    preloadsFor: ({ invocation }) => invocation.preloads,
    knowsSonames: true,
    variants: [],
    mayFind: hasName,
  };
};

const isAbsolute = (path: string): boolean => path.startsWith("/");

const ownPaths = (by: Loaded, running: Running): readonly string[] => [
  ...[...by.elf.rpath, ...by.elf.runpath].flatMap((path) => expandTokens(path, tokensOf(by, running))),
  ...(by.parent === undefined ? [] : ownPaths(by.parent, running)),
];

const tokensOf = (by: Loaded, running: Running) => ({ origin: originOf(by, running), lib: ["lib", "lib64"], platform: [] });
