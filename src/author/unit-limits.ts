import type { Draft, DraftSetting } from "./draft.ts";
import { isOn, type UnitPart } from "./unit-words.ts";

/** Limits of systemd.resource-control(5) and systemd.exec(5) that the description has elements for. */
export const withLimits: UnitPart = (draft, { device }, service): Draft => {
  const found = LIMITS.flatMap(({ keys, element, convert }) => {
    const key = keys.find((each) => service.get(each) !== undefined);
    const value = key === undefined ? undefined : service.get(key)?.value;
    return key === undefined || value === undefined || value === "infinity" ? [] : [{ element, key, given: value, value: convert(value) }];
  });
  const noNewPrivs = isOn(service, "NoNewPrivileges") && device.dialect !== "2.0";
  return {
    ...draft,
    limits: found.flatMap(({ element, key, value }): readonly DraftSetting[] =>
      value === undefined ? [] : [{ element, value, why: `${key} of ${service.name}` }],
    ),
    limitNotes: [
      ...draft.limitNotes,
      ...found
        .filter(({ value }) => value === undefined)
        .map(
          ({ element, key, given }) =>
            `To decide: ${service.name} has ${key}=${given}. What that is on this device: <${element}>…</${element}> in CGroupSettings.`,
        ),
    ],
    settings: noNewPrivs ? [{ element: "NoNewPrivs", value: "1", why: `NoNewPrivileges of ${service.name}` }] : [],
  };
};

interface Limit {
  /** Words of a unit, the one that counts first. */
  readonly keys: readonly string[];
  readonly element: string;
  /** Undefined for what can't be told here. */
  readonly convert: (value: string) => string | undefined;
}

/** A size with systemd's suffixes, which are powers of 1024; a share of the memory is not known here. */
const bytes = (value: string): string | undefined => (/^\d+[KMG]?$/.test(value) ? value : undefined);

/** systemd's weights have 100 for what CpuShares has 1024 (cpu.weight and cpu.shares of Linux). */
const sharesOfWeight = (value: string): string | undefined =>
  /^\d{1,5}$/.test(value) && value !== "0" ? String(Math.round((Number(value) * 1024) / 100)) : undefined;

const LIMITS: readonly Limit[] = [
  { keys: ["MemoryMax", "MemoryLimit"], element: "MemoryLimit", convert: bytes },
  { keys: ["CPUWeight"], element: "CpuShares", convert: sharesOfWeight },
  { keys: ["CPUShares"], element: "CpuShares", convert: (value) => (/^\d+$/.test(value) ? value : undefined) },
  {
    keys: ["AllowedCPUs", "CPUAffinity"],
    element: "CpusetCpus",
    convert: (value) =>
      /^\d[\d\s,-]*$/.test(value)
        ? value
            .trim()
            .split(/[\s,]+/)
            .join(",")
        : undefined,
  },
];
