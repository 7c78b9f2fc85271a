import type { Staged } from "../diagnostics/diagnostic.ts";
import type { BuildRecord, InputRecord, OptionsRecord } from "../report/build-record.ts";
import type { OverlayRecord } from "../report/report.ts";
import { KINDS_OF_INPUT } from "./overlay-config.ts";
import { listOf, matchOf, membersOf, objectOf, readJson, scalarOf, sizeOf, textOf } from "./read-json.ts";

/** What a report tells of the build, and of the files that came out. */
export interface ParsedReport {
  readonly record: BuildRecord;
  readonly overlays: readonly OverlayRecord[];
}

/** Reads the report of a build; `file` names it. */
export const parseReport = (bytes: Uint8Array, file: string): Staged<ParsedReport | undefined> =>
  readJson(bytes, file, (value) => {
    const options = membersOf(value["options"], "options", scalarOf) as unknown as OptionsRecord;
    return {
      record: {
        formatVersion: sizeOf(value["formatVersion"], "formatVersion"),
        dialect: textOf(value["dialect"], "dialect") as BuildRecord["dialect"],
        dialectReason: textOf(value["dialectReason"], "dialectReason"),
        cgroup: textOf(value["cgroup"], "cgroup") as BuildRecord["cgroup"],
        inputs: listOf(value["inputs"], "inputs", inputOf),
        tags: membersOf(value["tags"], "tags", textOf),
        options,
        containers: listOf(value["containers"], "containers", (each, what) => {
          const { name, files, secure = options.secure, profile } = objectOf(each, what);
          return {
            name: textOf(name, `${what}.name`),
            files: listOf(files, `${what}.files`, textOf),
            secure: secure === true,
            ...(profile === undefined ? {} : { profile: textOf(profile, `${what}.profile`) }),
          };
        }),
      },
      overlays: listOf(value["overlays"], "overlays", (each, what) => {
        const { path, sha256, container } = objectOf(each, what);
        return {
          path: textOf(path, `${what}.path`),
          sha256: textOf(sha256, `${what}.sha256`),
          container: container === undefined ? undefined : textOf(container, `${what}.container`),
        };
      }),
    };
  });

const inputOf = (value: unknown, what: string): InputRecord => {
  const { kind, path, sha256 } = objectOf(value, what);
  return {
    kind: matchOf(kind, `${what}.kind`, KINDS_OF_INPUT, "kind of input") as InputRecord["kind"],
    path: textOf(path, `${what}.path`),
    sha256: matchOf(sha256, `${what}.sha256`, /^[0-9a-f]{64}$/, "sha256"),
  };
};
