import { judgeAsMusl } from "./fit.ts";
import type { Loaded, Resolution } from "./loaded.ts";
import type { Loader, Running } from "./loader.ts";
import { originOf } from "./origin.ts";
import { placeLists } from "./place-lists.ts";

export interface MuslInput {
  /** The loader itself, which is the C library, too. */
  readonly own: Resolution;
  /** The text of /etc/ld-musl-ARCH.path in the container; `undefined` where there is none. */
  readonly pathFile: string | undefined;
}

/** musl's loader: ldso/dynlink.c, load_library. */
export const muslLoader = ({ own, pathFile }: MuslInput): Loader => {
  const lists = placeLists(splitPaths(pathFile ?? DEFAULT_PATH).map((path) => ({ kind: "directory", path })));
  return {
    family: "musl",
    judge: judgeAsMusl,
    placesFor: (by, running) =>
      lists.listFor([...(running.isSecure ? [] : splitPaths(running.invocation.libraryPath)), ...inheritedPaths(by, running)]),
    ownName: (name) => (OWN_NAME.test(name) ? own : undefined),
    pathsFor: (name) => [name],
    preloadsFor: ({ invocation, isSecure }) => (isSecure ? [] : invocation.preloads),
    knowsSonames: false,
    variants: [],
    mayFind: () => false,
  };
};

const DEFAULT_PATH = "/lib:/usr/local/lib:/usr/lib";

const splitPaths = (paths: string): readonly string[] => paths.split(/[:\n]/).filter((path) => path !== "");

/** The names that stand for the loader itself, whatever version follows. */
const OWN_NAME = /^lib(?:c|pthread|rt|m|dl|util|xnet)\./;

/** Each object's RUNPATH, or its RPATH, and those of the objects that had it loaded. */
const inheritedPaths = (by: Loaded, running: Running): readonly string[] => [
  ...ownPaths(by, running),
  ...(by.parent === undefined ? [] : inheritedPaths(by.parent, running)),
];

/** None where a token is another one than `$ORIGIN`, or where that has no value: fixup_rpath. */
const ownPaths = (by: Loaded, running: Running): readonly string[] => {
  const paths = (by.elf.runpath.length > 0 ? by.elf.runpath : by.elf.rpath).filter((path) => path !== "");
  if (!paths.some((path) => path.includes("$"))) return paths;
  if (paths.some((path) => path.replace(ORIGIN, "").includes("$"))) return [];
  const isProgram = by.parent === undefined;
  const origin = isProgram && running.isSecure ? undefined : originOf(by, running);
  return origin === undefined ? [] : paths.map((path) => path.replace(ORIGIN, () => origin));
};

const ORIGIN = /\$(?:ORIGIN|\{ORIGIN\})/g;
