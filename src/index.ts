import { applyOverlays, type ArchiveInput } from "./apply/apply.ts";
import { type BuildResult, build as runBuild } from "./build.ts";
import { memorySource } from "./bytes/memory-source.ts";
import type { ByteSource } from "./bytes/source.ts";
import { type Diagnostic, hasErrors } from "./diagnostics/diagnostic.ts";
import { DEFAULT_OPTIONS, type Options } from "./model/options.ts";
import type { DescriptionInput, TextInput } from "./select.ts";
import type { NewEntry } from "./tar/entry.ts";
import { readArchive } from "./tar/read-archive.ts";
import { writeArchive } from "./tar/write-archive.ts";

export type { ByteSource, Content, Extent } from "./bytes/source.ts";
export type { Diagnostic, Location as Place, Severity, Span, Verdict } from "./diagnostics/diagnostic.ts";
export type { CgroupVersion, Dialect, Options } from "./model/options.ts";
export type { DescriptionInput, TextInput } from "./select.ts";
export type { EntryHeader, EntryType, NewEntry, Xattrs } from "./tar/entry.ts";

/** An uncompressed tar, in memory or read piece by piece. */
export interface Tarball {
  /** How findings call it. */
  readonly file: string;
  readonly content: Uint8Array | ByteSource;
}

/** Texts are bytes, since a description says its encoding itself. */
export interface OverlayInput {
  readonly rootfs: Tarball;
  readonly descriptions: readonly DescriptionInput[];
  readonly config: TextInput;
  readonly tags?: Readonly<Record<string, string>>;
  /** Those that are not given are as on the command line. */
  readonly options?: Partial<Options>;
  /** Whether warnings count as errors. */
  readonly strict?: boolean;
  /** Files of findings that are allowed: a line `CODE SANDBOX-or-* reason` each. */
  readonly allow?: readonly TextInput[];
  /** The manifest of the rootfs' packages, as `--packages` takes it. */
  readonly packages?: TextInput | undefined;
}

/** A tar archive that was made. */
export interface Archive {
  /** Its entries in order; contents may lie in the tarballs that were given. */
  readonly entries: readonly NewEntry[];
  /** Its bytes, in chunks. */
  readonly bytes: Iterable<Uint8Array>;
}

/** An overlay; `container` is the one whose it is if there is one each (`split`). */
export interface OverlayArchive extends Archive {
  readonly container: string | undefined;
}

/** Overlays, unless a finding is an error (or with `strict`, a warning). */
export interface Built {
  readonly diagnostics: readonly Diagnostic[];
  readonly overlays: readonly OverlayArchive[];
}

/** A rootfs, unless a finding is an error. */
export interface Applied {
  readonly diagnostics: readonly Diagnostic[];
  readonly rootfs: Archive | undefined;
}

/** Makes the overlay of the described containers for a host rootfs, or one each. A pure function, like the others here. */
export const build = (input: OverlayInput): Built => {
  const { diagnostics, overlays } = run(input);
  return { diagnostics, overlays: overlays.map(({ container, entries }) => ({ container, ...archiveOf(entries) })) };
};

/** What `build` would find. */
export const check = (input: OverlayInput): readonly Diagnostic[] => run(input).diagnostics;

const run = ({ rootfs, descriptions, config, tags = {}, options = {}, strict = false, allow = [], packages }: OverlayInput): BuildResult =>
  runBuild({
    rootfs: { file: rootfs.file, source: sourceOf(rootfs) },
    descriptions,
    config,
    tagArguments: Object.entries(tags).map(([tag, value]) => `${tag}=${value}`),
    options: { ...DEFAULT_OPTIONS, ...options },
    strict,
    allow,
    packages,
  });

/** The host rootfs with overlays applied, one over the other. */
export const apply = (rootfs: Tarball, overlays: readonly Tarball[]): Applied => {
  const read = [rootfs, ...overlays].map(readTarball);
  const found = read.flatMap(({ diagnostics }) => diagnostics);
  const [host, ...others] = read.map(({ archive }) => archive);
  if (host === undefined || hasErrors(found)) return { diagnostics: found, rootfs: undefined };
  const { value, diagnostics } = applyOverlays(host, others);
  return { diagnostics: [...found, ...diagnostics], rootfs: hasErrors(diagnostics) ? undefined : archiveOf([...value]) };
};

const readTarball = (tarball: Tarball): { readonly archive: ArchiveInput; readonly diagnostics: readonly Diagnostic[] } => {
  const { file } = tarball;
  const source = sourceOf(tarball);
  const { value: entries, diagnostics } = readArchive(source, file);
  return { archive: { file, entries, source }, diagnostics };
};

const sourceOf = ({ content }: Tarball): ByteSource => (content instanceof Uint8Array ? memorySource(content) : content);

const archiveOf = (entries: readonly NewEntry[]): Archive => ({ entries, bytes: { [Symbol.iterator]: () => writeArchive(entries) } });
