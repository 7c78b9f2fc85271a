import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostText } from "../rootfs/read-file.ts";
import type { Service } from "../rootfs/services.ts";
import { readUnitCommands } from "../rootfs/unit-command.ts";
import type { Draft } from "./draft.ts";
import type { Subject } from "./subject.ts";

/** Puts a part of what a unit says into a draft. */
export type UnitPart = (draft: Draft, subject: Subject, service: Service) => Draft;

/** The values of a list of words. */
export const wordsOf = ({ device }: Subject, service: Service, key: string): readonly string[] => {
  const variables = unitVariables(device.host.rootfs, service);
  return service
    .all(key)
    .flatMap(({ value }) => expandUnit(value, service, variables).split(/\s+/))
    .filter((word) => word !== "");
};

/** Whether a boolean setting is on: systemd.syntax(7). */
export const isOn = (service: Service | undefined, key: string): boolean => /^(?:1|yes|true|on)$/i.test(service?.get(key)?.value ?? "");

/** The variables that a unit gives: NAME to value. */
export type UnitVariables = ReadonlyMap<string, string>;

/** Environment= and the files of EnvironmentFile=, which count more (systemd.exec(5)); a file that the host lacks gives nothing. */
export const unitVariables = (rootfs: HostRootfs, service: Service): UnitVariables => {
  const variables = new Map<string, string>();
  const take = (word: string | undefined): void => {
    const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(word ?? "") ?? [];
    if (name !== undefined && value !== undefined) variables.set(name, value);
  };
  for (const { value } of service.all("Environment")) for (const { words } of readUnitCommands(value)) words.forEach(take);
  for (const { value } of service.all("EnvironmentFile")) {
    const found = lookup(rootfs, value.replace(/^-/, ""));
    const text = found.kind === "found" && found.node.type === "file" ? (readHostText(rootfs, found.node) ?? "") : "";
    for (const line of text.split("\n")) if (!/^\s*[#;]/.test(line)) take(line.trim().replace(/^(\w+)=(["'])(.*)\2$/, "$1=$3"));
  }
  return variables;
};

/** Specifiers whose values every system manager has: systemd.unit(5). */
const SPECIFIERS: Readonly<Record<string, string>> = {
  t: "/run",
  S: "/var/lib",
  C: "/var/cache",
  L: "/var/log",
  E: "/etc",
  T: "/tmp",
  V: "/var/tmp",
};

/** A value with what is known of its specifiers and variables put in; a variable that nothing sets is empty (systemd.service(5), "Command lines"). */
export const expandUnit = (value: string, service: Service, variables: UnitVariables): string =>
  value
    .replaceAll(/%([A-Za-z])/g, (whole, letter: string) => specifierOf(letter, service) ?? whole)
    .replaceAll(/\$\{(\w+)\}|(?<![\w$])\$(\w+)/g, (_, braced?: string, bare?: string) => variables.get(braced ?? bare ?? "") ?? "");

const specifierOf = (letter: string, { name }: Service): string | undefined => {
  const instance = /@(.+)\.service$/.exec(name)?.[1];
  if (letter === "i") return instance;
  // Unescaped: systemd.unit(5), "String Escaping for Inclusion in Unit Names".
  if (letter === "I")
    return instance?.replaceAll("-", "/").replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  if (letter === "n") return name;
  if (letter === "N") return name.replace(/\.service$/, "");
  if (letter === "p") return name.replace(/(@.*)?\.service$/, "");
  return SPECIFIERS[letter];
};
