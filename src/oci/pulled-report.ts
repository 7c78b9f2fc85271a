import { entryRecord } from "../report/entry-record.ts";
import type { EntryHeader } from "../tar/entry.ts";
import { type ConfigInput, isSecure, type OverlayConfig } from "./overlay-config.ts";

export interface PulledOverlay {
  readonly config: OverlayConfig;
  readonly entries: readonly EntryHeader[];
  /** Of the tarball that is written. */
  readonly path: string;
  readonly sha256: string;
  /** Whose overlay alone it is (`--split`). */
  readonly container: string | undefined;
}

/** The report of an overlay that came from a registry, as JSON: what its config and entries tell. Inputs are called by their digests. */
export const pulledReport = ({ config, entries, path, sha256, container }: PulledOverlay): string => {
  const { formatVersion, dialect, cgroup, inputs, tags, options, containers } = config;
  return `${JSON.stringify(
    {
      formatVersion,
      dialect,
      dialectReason: "the artifact's config",
      cgroup,
      inputs: inputs.map((input) => ({ kind: input.kind, path: digestAsPath(input), sha256: input.sha256 })),
      tags,
      options,
      containers: containers.map((name) => ({
        name,
        files: inputs.filter((input) => input.containers?.includes(name)).map(digestAsPath),
        secure: isSecure(config, name),
      })),
      entries: entries.map(entryRecord),
      removed: entries.flatMap((entry) => removedBy(entry) ?? []),
      diagnostics: [],
      overlays: [{ path, sha256, container }],
    },
    undefined,
    2,
  )}\n`;
};

const digestAsPath = ({ sha256 }: ConfigInput): string => `sha256:${sha256}`;

/** The path that a whiteout removes. */
const removedBy = ({ path }: EntryHeader): string | undefined => {
  const [, directory, name] = /^(.*\/|)\.wh\.([^/]+)$/.exec(path) ?? [];
  return name === undefined ? undefined : `/${directory}${name}`;
};
