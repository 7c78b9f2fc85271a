import type { Staged } from "../diagnostics/diagnostic.ts";
import { CONFIG_LABEL } from "./image.ts";
import { type ConfigInput, KINDS_OF_INPUT, type OverlayConfig } from "./overlay-config.ts";
import { listOf, matchOf, membersOf, objectOf, readJson, scalarOf, sizeOf, textOf } from "./read-json.ts";

const HEX = /^[0-9a-f]{64}$/;

/** Reads the config of an overlay's artifact; `file` names it. */
export const parseConfig = (bytes: Uint8Array, file: string): Staged<OverlayConfig | undefined> =>
  readJson(bytes, file, (value) => ({
    formatVersion: sizeOf(value["formatVersion"], "formatVersion"),
    dialect: textOf(value["dialect"], "dialect"),
    cgroup: textOf(value["cgroup"], "cgroup"),
    inputs: listOf(value["inputs"], "inputs", inputOf),
    tags: membersOf(value["tags"], "tags", textOf),
    options: membersOf(value["options"], "options", scalarOf),
    containers: listOf(value["containers"], "containers", textOf),
    ...(value["secureContainers"] === undefined ? {} : { secureContainers: listOf(value["secureContainers"], "secureContainers", textOf) }),
    overlay: matchOf(value["overlay"], "overlay", HEX, "sha256"),
  }));

const inputOf = (value: unknown, what: string): ConfigInput => {
  const { kind, sha256, containers } = objectOf(value, what);
  return {
    kind: matchOf(kind, `${what}.kind`, KINDS_OF_INPUT, "kind of input") as ConfigInput["kind"],
    sha256: matchOf(sha256, `${what}.sha256`, HEX, "sha256"),
    ...(containers === undefined ? {} : { containers: listOf(containers, `${what}.containers`, textOf) }),
  };
};

/** Reads the config of an image that was made of a host rootfs and an overlay: what it says of the overlay. */
export const parseImageConfig = (bytes: Uint8Array, file: string): Staged<OverlayConfig | undefined> => {
  const label = readJson(bytes, file, (value) => {
    const labels = objectOf(objectOf(value["config"], "config")["Labels"], "config.Labels");
    return textOf(labels[CONFIG_LABEL], `the label ${CONFIG_LABEL}`);
  });
  return label.value === undefined ? { value: undefined, diagnostics: label.diagnostics } : parseConfig(Buffer.from(label.value), file);
};
