import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { type ConfigInput, inputLabel, isSecure, type OverlayConfig } from "./overlay-config.ts";

/** What an overlay was built from and what is given now, where they differ; in words. */
export interface ConfigDifference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Where two configs differ, the overlays' own digests and the format version aside. */
export const configDifferences = (before: OverlayConfig, after: OverlayConfig): readonly ConfigDifference[] => {
  const common = [before, after].some(({ secureContainers }) => secureContainers !== undefined)
    ? before.containers.filter((name) => after.containers.includes(name))
    : undefined;
  const [one, other] = [factsOf(before, common), factsOf(after, common)];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names
    .map((what) => ({ what, before: one.get(what) ?? "none", after: other.get(what) ?? "none" }))
    .filter((difference) => difference.before !== difference.after);
};

/** `modesOf`: the containers whose modes are told one by one, since not all are alike. */
const factsOf = (config: OverlayConfig, modesOf: readonly string[] | undefined): ReadonlyMap<string, string> => {
  const { dialect, cgroup, inputs, tags, options, containers } = config;
  return new Map([
    ...inputs.map((input): [string, string] => [nameOf(input), `sha256:${input.sha256}`]),
    ...named("the tag", tags),
    ...named("the option", options).filter(([what]) => modesOf === undefined || what !== "the option secure"),
    ...(modesOf ?? []).map((name): [string, string] => [`the mode of ${name}`, isSecure(config, name) ? "secure" : "not secure"]),
    ["the dialect", dialect],
    ["the cgroup version", cgroup],
    ["the list of containers", containers.join(", ")],
  ]);
};

const nameOf = (input: ConfigInput): string => (input.kind === "config" ? "" : "the ") + inputLabel(input);

const named = (what: string, values: Readonly<Record<string, string | number | boolean>>): [string, string][] =>
  Object.entries(values)
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([name, value]) => [`${what} ${name}`, String(value)]);
