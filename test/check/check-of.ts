import { check } from "../../src/check/check.ts";
import type { RunContext } from "../../src/check/run-context.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { ELF_MACHINES } from "../../src/manifest/elf-machines.ts";
import { type ElfSketch, writeElf } from "../../src/manifest/write-elf.ts";
import type { Options } from "../../src/model/options.ts";
import { planOverlay } from "../../src/plan/plan-overlay.ts";
import { parseCapabilities } from "../../src/linux/file-capabilities.ts";
import { encodeCapabilities } from "../../src/linux/capability-attribute.ts";
import { readAccounts } from "../../src/rootfs/read-accounts.ts";
import { viewDevice } from "../../src/view/views.ts";
import { select } from "../../src/select.ts";
import type { Xattrs } from "../../src/tar/entry.ts";
import { type EntrySketch, rootfsOf } from "../rootfs/rootfs-of.ts";
import { noted } from "../support/produced-codes.ts";

const OPTIONS: Options = {
  secure: false,
  sharedRootfs: false,
  sanity: false,
  usleep: 500_000,
  readOnlyHost: false,
  dialect: "5.0",
  cgroup: "v2",
  remountHook: true,
  withLxccpid: false,
  missingLibs: "error",
  missingSources: "error",
  target: "auto",
  seccompDirectory: undefined,
  split: false,
  withUnits: undefined,
  sourceDateEpoch: undefined,
};

export const CONFIG = `[TAGS]
version = debug, release
[RANGE]
RDK_VER =
[WRITABLE]
paths = /var
    /run
    /dev
    tmpfs
[EXECUTABLE]
paths = /usr/bin
    /usr/lib
    /opt
    /etc
    /var/both
[LIBRARIES]
paths = /lib
    /usr/lib
`;

const ACCOUNTS: readonly EntrySketch[] = [
  { path: "etc/passwd", content: "root:x:0:0::/root:/bin/sh\napp:x:100:100::/:/bin/sh\n" },
  { path: "etc/group", content: "root:x:0:\napp:x:100:\n" },
];

export interface CheckSketch {
  readonly host: readonly EntrySketch[];
  /** What stands in LxcConfig beside Rootfs. */
  readonly config?: string;
  /** What stands in Rootfs. */
  readonly rootfs?: string;
  /** ExecName; none: no launcher. */
  readonly exec?: string;
  /** What stands in LxcParams beside it. */
  readonly params?: string;
  readonly options?: Partial<Options>;
  /** Further descriptions, whole. */
  readonly others?: readonly string[];
}

/** What check finds about the container APP on a host, planned as the program does it. */
export const checkOf = (sketch: CheckSketch): readonly Diagnostic[] => noted(check(planOf(sketch)));

/** What plan and check find about it. */
export const allFound = (sketch: CheckSketch): readonly Diagnostic[] => foundIn(planOf(sketch));

/** What was found when planning a run, and what check finds in it. */
export const foundIn = ({ found, ...run }: ReturnType<typeof planOfTexts>): readonly Diagnostic[] => [...found, ...noted(check(run))];

/** The plan of the container APP on a host, and all that was found so far. */
export const planOf = (sketch: CheckSketch): RunContext & { readonly found: readonly Diagnostic[] } => {
  const { exec, config = "", rootfs: inRootfs = "", params = "" } = sketch;
  const start = `<LauncherName>app</LauncherName><ExecName>${exec}</ExecName>${params}`;
  const launcher = exec === undefined ? "" : `<LxcParams>${start}</LxcParams>`;
  // AutoDev, for an empty Rootfs would mean none.
  const lxc = `<LxcConfig>${config}\n<Rootfs><AutoDev>1</AutoDev>\n${inRootfs}\n</Rootfs></LxcConfig>`;
  const app = `<CONTAINER SandboxName="APP">\n${launcher}\n${lxc}</CONTAINER>`;
  return planOfTexts({ texts: [app, ...(sketch.others ?? [])], host: [...ACCOUNTS, ...sketch.host], options: sketch.options ?? {} });
};

export interface TextsSketch {
  /** Descriptions, whole; they are called 0.xml, 1.xml… */
  readonly texts: readonly string[];
  /** All of the host. */
  readonly host: readonly EntrySketch[];
  readonly options: Partial<Options>;
  /** The values of `-t`. */
  readonly tags?: readonly string[];
}

/** The plan of what descriptions say, and all that was found so far. */
export const planOfTexts = (sketch: TextsSketch): RunContext & { readonly found: readonly Diagnostic[] } => {
  const rootfs = rootfsOf(...sketch.host);
  const options = { ...OPTIONS, ...sketch.options };
  const selected = select({
    descriptions: sketch.texts.map((text, index) => ({ file: `${index}.xml`, bytes: Buffer.from(text) })),
    config: { file: "config.ini", bytes: Buffer.from(CONFIG) },
    tagArguments: sketch.tags ?? [],
    options,
  });
  const { config: read, containers } = selected.value;
  if (read === undefined || containers.length === 0) throw new Error(JSON.stringify(selected.diagnostics));
  const planned = planOverlay({ containers, rootfs, accounts: readAccounts(rootfs).value, config: read, options });
  return {
    plan: planned.value,
    views: viewDevice(planned.value, rootfs),
    rootfs,
    config: read,
    options,
    found: noted([...selected.diagnostics, ...planned.diagnostics]),
  };
};

/** The findings of some codes, as `code: message`. */
export const messages = (diagnostics: readonly Diagnostic[], ...codes: readonly string[]): readonly string[] =>
  diagnostics.filter((each) => codes.length === 0 || codes.includes(each.code)).map((each) => `${each.code}: ${each.message}`);

export interface MountSketch {
  readonly to?: string;
  readonly type?: string;
  readonly fs?: string;
  readonly options?: string;
  readonly more?: string;
}

/** A MountPoints entry; a file at the same place on the host unless said otherwise. */
export const mount = (path: string, given: MountSketch = {}): string => {
  const { to = path, type = "file", fs = "none", options = "ro,bind,nosuid,nodev", more = "" } = given;
  return `<MountPoints><Entry type="${type}"><Source>${path}</Source><Destination>${to}</Destination>
  <FsType>${fs}</FsType><Options>${options}</Options>${more}</Entry></MountPoints>\n`;
};

/** A proc, from which programs learn where they lie. */
export const PROC: string = mount("proc", { type: "dir", fs: "proc", options: "noexec,nosuid,nodev,hidepid=2" });

/** A cache that only the device has, so that all directories of ld.so.conf may be in it. */
export const CACHE_OF_DEVICE: string = mount("/run/ld.so.cache", { to: "/etc/ld.so.cache", options: "ro,bind,nosuid,nodev,noexec" });

export const libraries = (...entries: readonly string[]): string =>
  `<LibsRoBindMounts>${entries.map((entry) => `<Entry>${entry}</Entry>`).join("")}</LibsRoBindMounts>\n`;

/** A small real ELF file of the host: needs `needed`, and is a program where it has an interpreter. */
export const elf = (path: string, given: Partial<Omit<ElfSketch, "machine">> & { machine?: string } = {}): EntrySketch => {
  const machine = ELF_MACHINES[given.machine ?? "arm"];
  if (machine === undefined) throw new Error(given.machine);
  const nothing = { needed: [], soname: undefined, runpath: undefined, rpath: undefined, interpreter: undefined };
  return { path, mode: 0o755, content: writeElf({ ...nothing, ...given, machine }) };
};

export const LD = "/lib/ld-linux.so.3";

export const program = (path: string, ...needed: readonly string[]): EntrySketch => elf(path, { interpreter: LD, needed });

export const library = (path: string, ...needed: readonly string[]): EntrySketch => elf(path, { soname: path.replace(/.*\//, ""), needed });

export const capable = (entry: EntrySketch, caps: string): EntrySketch => {
  const parsed = parseCapabilities(caps);
  if (parsed === undefined) throw new Error(caps);
  const xattrs: Xattrs = new Map([["security.capability", encodeCapabilities(parsed)]]);
  return { ...entry, xattrs };
};
