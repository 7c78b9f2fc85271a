import type { Span } from "../diagnostics/diagnostic.ts";
import type { Spanned } from "./spanned.ts";

/** What a bundle's descriptions say beside what every container has: base and appends merged, tags applied. */
export interface Bundle {
  /** Where its descriptions have no ExecName that can be read, there is none. */
  readonly command: BundleCommand | undefined;
  /** Groups of the main process beside its own. */
  readonly additionalGroups: readonly Spanned<string>[];
  readonly limits: readonly ResourceLimit[];
  readonly seccomp: Spanned<string> | undefined;
  /** Bytes. */
  readonly gpuMemory: Spanned<number> | undefined;
  /** Device nodes whose numbers the device decides. */
  readonly dynamicDevices: readonly Spanned<string>[];
  readonly network: BundleNetwork | undefined;
  readonly logging: BundleLogging | undefined;
  readonly loopbacks: readonly Loopback[];
  readonly dynamics: readonly PluginMount[];
  readonly mountOwners: readonly MountOwner[];
  /** Where the crash dumps go. */
  readonly minidump: Spanned<string> | undefined;
  readonly oomCrash: Spanned<string> | undefined;
  readonly localTime: { readonly span: Span; readonly setTZ: string | undefined } | undefined;
  readonly thunder: Thunder | undefined;
  readonly checkpoints: readonly PluginMount[];
}

/** What the bundle executes, split into words as sh splits them: no shell reads it. */
export interface BundleCommand {
  readonly span: Span;
  /** ExecName and ExecParams, as they stand. */
  readonly text: string;
  readonly nameLength: number;
  readonly paramsSpan: Span | undefined;
  readonly words: readonly string[];
}

/** A limit of setrlimit(2); the largest number of 64 bits is none. */
export interface ResourceLimit {
  readonly span: Span;
  readonly type: string;
  readonly hard: bigint;
  readonly soft: bigint;
}

export interface BundleNetwork {
  readonly span: Span;
  readonly type: "nat" | "none" | "open";
  /** What is said of each, in so many words. */
  readonly ipv4: boolean | undefined;
  readonly ipv6: boolean | undefined;
  readonly dnsmasq: boolean | undefined;
  readonly portForwarding: PortForwarding | undefined;
  /** What is switched on, and its type has no use for. */
  readonly ignored: readonly Spanned<string>[];
  readonly multicast: readonly { readonly ip: string; readonly port: number }[];
}

/** Only where it is switched on. */
export interface PortForwarding {
  readonly localhostMasquerade: boolean | undefined;
  readonly hostToContainer: readonly ForwardedPort[];
  readonly containerToHost: readonly ForwardedPort[];
}

export interface ForwardedPort {
  readonly port: number;
  readonly protocol: string;
}

export type BundleLogging = { readonly span: Span } & (
  | { readonly sink: "file"; readonly path: string }
  | { readonly sink: "journald"; readonly priority: string | undefined }
  | { readonly sink: "devnull" }
);

/** A mount that a plugin of Dobby makes. */
export interface PluginMount {
  readonly span: Span;
  readonly source: string;
  /** Absolute, normalised. */
  readonly destination: string;
  readonly options: readonly string[];
}

/** A file system of its own in an image file. */
export interface Loopback {
  readonly span: Span;
  readonly source: string;
  readonly destination: string;
  readonly size: number;
  readonly persistent: boolean;
}

export interface MountOwner {
  readonly span: Span;
  readonly source: string;
  readonly user: Spanned<string>;
  readonly group: Spanned<string>;
  readonly recursive: boolean | undefined;
}

export interface Thunder {
  readonly span: Span;
  readonly bearerUrl: string | undefined;
  readonly trusted: boolean | undefined;
}
