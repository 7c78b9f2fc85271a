import type { MountRecord } from "./mount-record.ts";

/** What a bundle mounts, as its config.json has it: `mounts` of the OCI runtime spec; what Dobby's plugins mount as well. Nothing of a text that is none. */
export const bundleMounts = (container: string, text: string): readonly MountRecord[] => {
  const config = objectOf(parsed(text));
  const { dynamic, loopback } = objectOf(objectOf(objectOf(config["rdkPlugins"])["storage"])["data"]);
  return [
    ...listOf(config["mounts"]).map((mount) => recordOf(container, mount, String(mount["type"]))),
    ...listOf(loopback).map((mount) => recordOf(container, { ...mount, options: ["loop"] }, String(mount["fstype"]))),
    ...listOf(dynamic).map((mount) => recordOf(container, mount, "dynamic")),
  ];
};

type Members = Readonly<Record<string, unknown>>;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const objectOf = (value: unknown): Members => (typeof value === "object" && value !== null ? (value as Members) : {});

const listOf = (value: unknown): readonly Members[] => (Array.isArray(value) ? value.map(objectOf) : []);

const recordOf = (container: string, { destination, source, options }: Members, type: string): MountRecord => ({
  container,
  target: String(destination),
  source: String(source),
  type,
  options: Array.isArray(options) ? options.map(String) : [],
});
