import type { FileCapabilities } from "../linux/file-capabilities.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { Bundle } from "./bundle.ts";
import type { NetworkRow, NetworkType } from "./network-table.ts";
import type { Spanned } from "./spanned.ts";
import type { SettingRow } from "./setting-table.ts";

export type { Spanned } from "./spanned.ts";

/** A container: its base description and its appends merged, tags applied, defaults set. */
export interface Container {
  /** SandboxName. */
  readonly name: string;
  /** The base's CONTAINER element. */
  readonly span: Span;
  /** The base's file, then its appends' in command-line order. */
  readonly files: readonly string[];
  /** Whether its processes drop root. */
  readonly secure: boolean;
  /** What only a bundle of Type="dobby" has; absent for an LXC container. */
  readonly bundle: Bundle | undefined;
  /** No LxcParams: no launcher. A bundle has none. */
  readonly launcher: Launcher | undefined;
  /** Errors for which it has LxcParams and no launcher all the same; they keep nothing else from being judged. */
  readonly unlaunched: readonly Diagnostic[];
  readonly userName: Spanned<string> | undefined;
  readonly groupName: Spanned<string> | undefined;
  readonly userNameRootFs: Spanned<string> | undefined;
  readonly groupNameRootFs: Spanned<string> | undefined;
  readonly extraUsers: readonly Spanned<string>[];
  readonly extraGroups: readonly Spanned<string>[];
  /** In the fixed order of the format; values trimmed, not converted. */
  readonly cgroup: readonly CgroupSetting[];
  /** In document order, AllowDefaultDevices expanded. */
  readonly devices: readonly DeviceRule[];
  /** Lower case, no `cap_` prefix. */
  readonly capDrop: readonly Spanned<string>[];
  readonly capKeep: readonly Spanned<string>[];
  /** What is written as given, in the order of its table. */
  readonly settings: readonly Setting[];
  readonly networks: readonly Network[];
  /** In document order, LD_PRELOAD variables among them as written. */
  readonly environment: readonly Variable[];
  /** The Dbus element, where it is enabled. */
  readonly dbus: Span | undefined;
  readonly logging: Logging | undefined;
  /** `undefined`: AutoDev was not given. */
  readonly autoDev: Spanned<boolean> | undefined;
  /** Absent: the container shares the host's rootfs (no Rootfs, create="no" or -e). */
  readonly rootfs: Rootfs | undefined;
}

export interface Launcher {
  readonly span: Span;
  readonly name: Spanned<string>;
  readonly containerName: Spanned<string>;
  readonly command: Command;
  readonly notify: Notify | undefined;
  /** Where StopFunction is enabled. */
  readonly stop: Span | undefined;
  readonly output: { readonly logFile: Spanned<string> | undefined; readonly logPriority: string | undefined } | undefined;
  /** In document order, replaced ones in the place of what they replace. */
  readonly attaches: readonly Attach[];
}

/** Shell text of the integrator's own, written as it stands. */
export interface Command {
  readonly span: Span;
  readonly exec: string;
  readonly params: Spanned<string> | undefined;
}

/** SystemdNotify with create="yes". */
export interface Notify {
  readonly pidFile: string | undefined;
  readonly pidFileSpan: Span | undefined;
  /** Given, or the first word of ExecName. */
  readonly processName: string;
  /** Where it is given. */
  readonly processNameSpan: Span | undefined;
  readonly forking: boolean;
}

export interface Attach {
  readonly span: Span;
  readonly param: string;
  readonly command: Command;
  readonly notify: Notify | undefined;
  readonly userName: Spanned<string> | undefined;
  readonly groupName: Spanned<string> | undefined;
}

/** A value that is written as given. */
export interface Setting extends Spanned<string> {
  readonly row: SettingRow;
}

/** A control file of cgroup v1 (`memory.limit_in_bytes`) and the value to write. */
export interface CgroupSetting {
  readonly file: string;
  readonly element: string;
  readonly value: string;
  readonly span: Span;
}

export interface DeviceRule {
  readonly verb: "allow" | "deny";
  /** `a` or `c 1:3 rwm`. */
  readonly rule: string;
  /** The name attribute: a comment line. */
  readonly name: string | undefined;
  readonly span: Span;
}

export interface Network {
  readonly span: Span;
  readonly type: NetworkType;
  /** What is set, in the order of its table, whether the type has it or not. */
  readonly settings: readonly NetworkSetting[];
}

export interface NetworkSetting extends Spanned<string> {
  readonly row: NetworkRow;
}

export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

export interface Logging {
  readonly span: Span;
  readonly logPath: Spanned<string> | undefined;
  readonly logs: readonly Spanned<string>[];
}

export interface Rootfs {
  readonly span: Span;
  readonly mounts: readonly MountEntry[];
  readonly moves: readonly MoveEntry[];
  /** Absolute directories beside config.ini's, in document order. */
  readonly libsScanDirs: readonly Spanned<string>[];
  readonly libsRoBindMounts: readonly Spanned<string>[];
  readonly libsHardlinks: readonly Spanned<string>[];
}

/** Where the parts of an entry stand: the Entry itself for one that has none. */
export interface EntryParts {
  readonly source: Span;
  readonly destination: Span;
  readonly fsType: Span;
  readonly options: Span;
}

export interface MountEntry {
  readonly span: Span;
  readonly parts: EntryParts;
  readonly type: "dir" | "file" | "dev";
  readonly source: string;
  readonly sourceRoFs: string | undefined;
  /** As written, leading slashes dropped. */
  readonly destination: string;
  readonly fsType: string;
  /** Blanks and tabs removed, split at commas, empty words dropped. */
  readonly options: readonly string[];
  readonly dump: number;
  readonly fsck: number;
  readonly unused: readonly Spanned<string>[];
  readonly caps: Spanned<FileCapabilities> | undefined;
}

export interface MoveEntry {
  readonly span: Span;
  readonly type: "dir" | "file";
  readonly source: string;
  /** As written, leading slashes dropped; a trailing slash means "into". */
  readonly destination: string;
  readonly caps: Spanned<FileCapabilities> | undefined;
}
