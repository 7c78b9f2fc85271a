import type { ContainerContext } from "../check/container-context.ts";
import { lackingAtRunTime } from "../check/run-time/lacking.ts";
import { isExact } from "../check/library-entry.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import { codeBind, dataBind, orderMounts } from "./binds.ts";
import { bringLibrary, withLibrary } from "./bring-library.ts";
import type { Device } from "./device.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import type { Draft, DraftMount } from "./draft.ts";
import { PROGRAM_PATH } from "./find-program.ts";
import { lackingLibraries } from "./lacking.ts";

/** More than any chain of libraries is long. */
const MAX_ROUNDS = 64;

/**
 * The draft with all that its programs need to start: what executes scripts, the libraries that the loader asks for, round after round as
 * `check` sees the container, and what is known to be opened at run time.
 */
export const completeDraft = (begun: Draft, device: Device): Draft => {
  let draft = begun;
  const passed = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { context } = device.look(draft);
    const next = withPrograms(draft, context) ?? withLibraries(draft, context) ?? withRunTimeFiles(draft, context, passed);
    if (next === undefined) return withExactLibraries(draft, context);
    draft = { ...next, mounts: orderMounts(next.mounts) };
  }
  return draft;
};

/** What commands execute that is not there: interpreters of scripts, what env(1) runs. */
const withPrograms = (draft: Draft, context: ContainerContext): Draft | undefined => {
  const mounts = context.executions().flatMap(({ end }) => {
    if (typeof end !== "object" || end.kind !== "missing") return [];
    const candidates = end.path.includes("/") ? [end.path] : PROGRAM_PATH.map((directory) => `${directory}/${end.path}`);
    const path = candidates.find((each) => isFile(context, each));
    const why = end.by === undefined ? "the program" : `executes the script /${end.by.path}`;
    return path === undefined || draft.mounts.some(({ source }) => source === path) ? [] : [codeBind({ path, why })];
  });
  return mounts.length === 0 ? undefined : { ...draft, mounts: [...draft.mounts, ...mounts] };
};

const isFile = ({ host }: ContainerContext, path: string): boolean => {
  const found = lookup(host, path);
  return found.kind === "found" && found.node.type === "file";
};

const withLibraries = (draft: Draft, context: ContainerContext): Draft | undefined => {
  let next: Draft | undefined;
  for (const lacking of lackingLibraries(context)) next = bringLibrary(next ?? draft, context, lacking) ?? next;
  return next;
};

/** What programs and libraries open at run time: brought where they don't do their work without, else told of. */
const withRunTimeFiles = (draft: Draft, context: ContainerContext, passed: Set<string>): Draft | undefined => {
  const lacking = lackingAtRunTime(context).filter((path) => !passed.has(path));
  if (lacking.length === 0) return undefined;
  let next = draft;
  for (const path of lacking) {
    passed.add(path);
    const found = lookup(context.host, path);
    if (found.kind !== "found") continue;
    const name = baseOf(path);
    if (/^lib.*\.so(\.|$)/.test(name))
      next = withLibrary(next, context, {
        name,
        path,
        why: name.startsWith("libnss_") ? `${AT_RUN_TIME}, as /etc/nsswitch.conf says` : AT_RUN_TIME,
      });
    else {
      const mount = runTimeBind(found.node, path);
      if (WANTED.some((each) => each.test(path))) next = { ...next, mounts: [...next.mounts, mount] };
      else next = { ...next, perhaps: [...next.perhaps, mount] };
    }
  }
  return next;
};

const AT_RUN_TIME = "opened at run time";

const runTimeBind = ({ type }: HostNode, path: string): DraftMount => {
  const why = AT_RUN_TIME;
  if (type !== "file") return { ...dataBind("dir", { path, why, hasCode: true }), isOptional: true };
  return path.endsWith(".so") ? codeBind({ path, why }) : dataBind("file", { path, why });
};

/** What is opened whatever a program does; the rest hangs on what it is used for. */
const WANTED = [
  /^\/etc\/(nsswitch\.conf|hosts|resolv\.conf)$/,
  /\/openssl\.cnf$/,
  /\/python\d\.\d+$/,
  /\/lighttpd\/mod_\w+\.so$/,
  /\/alsa\.conf$/,
  /\.mgc$/,
  /\/fonts\.conf$/,
  /\/loaders\.cache$/,
];

/** Directories that came later may have made an entry bring more than its library. */
const withExactLibraries = (draft: Draft, context: ContainerContext): Draft => {
  const directories = [...context.config.libraries, ...draft.scanDirectories];
  const libraries = draft.libraries.filter((each) => isExact(context, directories, each.name, each));
  const others = draft.libraries.filter((each) => !libraries.includes(each));
  const used = draft.scanDirectories.filter((directory) => libraries.some(({ path }) => path.startsWith(`${directory}/`)));
  return { ...draft, libraries, scanDirectories: used, mounts: orderMounts([...draft.mounts, ...others.map(codeBind)]) };
};
