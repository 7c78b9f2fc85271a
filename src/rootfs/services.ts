import type { HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { baseOf, parentOf } from "./paths.ts";
import { readHostText } from "./read-file.ts";
import { readUnitCommands, type UnitCommand } from "./unit-command.ts";
import { readUnitFile, type UnitSetting } from "./unit-file.ts";

/** A service of the host's systemd, or a unit of another kind, its drop-ins applied. */
export interface Service {
  readonly name: string;
  /** Of its file, without a leading slash. */
  readonly path: string;
  /** The last value of a setting of [Service] (of a socket [Socket]), as far as no empty one takes it back. */
  readonly get: (key: string) => UnitSetting | undefined;
  /** All values of a setting that is a list. */
  readonly all: (key: string) => readonly UnitSetting[];
  /** The units that settings of [Unit] name. */
  readonly units: (...keys: readonly string[]) => readonly string[];
  /** Whether [Install] has it started by another unit. */
  readonly isInstalled: boolean;
}

/** A command of a service. */
export interface ServiceCommand extends UnitCommand {
  readonly service: Service;
  readonly setting: UnitSetting;
}

/** systemd.unit(5), "Unit File Load Path": a file in an earlier directory replaces those of its name in later ones. */
const DIRECTORIES = [
  "etc/systemd/system",
  "run/systemd/system",
  "usr/local/lib/systemd/system",
  "usr/lib/systemd/system",
  "lib/systemd/system",
];

/**
 * The services of a host, by name; masked ones (an empty file, or /dev/null) are none. Of several names of one file its own counts. With
 * `mentioning`, those whose texts hold it: a host has hundreds.
 */
export const servicesOf = (host: HostRootfs, mentioning = ""): readonly Service[] => unitsOf(host, "service", mentioning);

/** The kinds of units that start services. */
export type UnitKind = "service" | "socket" | "timer" | "path";

/** The same for units of another kind. */
export const unitsOf = (host: HostRootfs, kind: UnitKind, mentioning = ""): readonly Service[] => {
  const names = new Set(DIRECTORIES.flatMap((directory) => namesIn(host, directory)).filter((name) => name.endsWith(`.${kind}`)));
  return [...names].sort().flatMap((name) => {
    const path = pathOf(host, name);
    return path === undefined || isAlias(host, path) ? [] : (readService(host, { name, path, mentioning }) ?? []);
  });
};

/** The service that a name stands for: of its own file, of the one that an alias leads to, or of the template of an instance (`a@b.service`); undefined where there is none. */
export const serviceNamed = (host: HostRootfs, name: string): Service | undefined => {
  const path = pathOf(host, name) ?? pathOf(host, templateOf(name));
  if (path === undefined) return undefined;
  const found = lookup(host, path);
  if (found.kind === "found" && isAlias(host, path) && baseOf(found.node.path) !== templateOf(name))
    return readService(host, { name: baseOf(found.node.path), path: found.node.path });
  return readService(host, { name, path });
};

const templateOf = (name: string): string => name.replace(/@.+(?=\.[a-z]+$)/, "@");

const pathOf = (host: HostRootfs, name: string): string | undefined => placesOf(host, name)[0];

/** Where the host has a file or symlink of a unit's name, the one that counts first. */
export const placesOf = (host: HostRootfs, name: string): readonly string[] =>
  DIRECTORIES.map((directory) => `${directory}/${name}`).filter((each) => lookup(host, each, { followLast: false }).kind === "found");

/** The other names of a unit. */
export const aliasesOf = (host: HostRootfs, { name }: Pick<Service, "name">): readonly string[] =>
  [...new Set(DIRECTORIES.flatMap((directory) => namesIn(host, directory)))].filter((other) => {
    const path = other === name ? undefined : pathOf(host, other);
    return path !== undefined && isAlias(host, path) && baseOf(realPath(host, path) ?? "") === name;
  });

interface NamedFile {
  readonly name: string;
  readonly path: string;
  readonly mentioning?: string;
}

const readService = (host: HostRootfs, { name, path, mentioning = "" }: NamedFile): Service | undefined => {
  const texts = [path, ...dropInsOf(host, name)].map((file) => ({ file, text: textAt(host, file) }));
  if (!texts.some(({ text }) => text.includes(mentioning))) return undefined;
  const [own = [], ...dropIns] = texts.map(({ file, text }) => readUnitFile(text, file));
  return own.length === 0 ? undefined : serviceOf(name, path, [...own, ...dropIns.flat()]);
};

/** Whether a name is a symlink to a unit that has its own. */
const isAlias = (host: HostRootfs, path: string): boolean => {
  const found = lookup(host, path);
  const isOther = found.kind === "found" && baseOf(found.node.path) !== baseOf(path);
  return isOther && DIRECTORIES.some((directory) => realPath(host, directory) === parentOf(found.node.path));
};

const realPath = (host: HostRootfs, path: string): string | undefined => {
  const found = lookup(host, path);
  return found.kind === "found" ? found.node.path : undefined;
};

/** Files `*.conf` in the directories `NAME.d` and, for `NAME@INSTANCE`, the template's; sorted by their own names, wherever they lie. */
export const dropInsOf = (host: HostRootfs, name: string): readonly string[] => {
  const files = new Map<string, string>();
  for (const unit of new Set([name, templateOf(name), name.replace(/^.*\./, "")])) {
    for (const directory of DIRECTORIES.map((each) => `${each}/${unit}.d`)) {
      for (const file of namesIn(host, directory)) {
        if (file.endsWith(".conf") && !files.has(file)) files.set(file, `${directory}/${file}`);
      }
    }
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
};

const namesIn = (host: HostRootfs, path: string): readonly string[] => {
  const directory = lookup(host, path);
  return directory.kind === "found" ? host.nodes.namesIn(directory.node.path) : [];
};

const textAt = (host: HostRootfs, path: string): string => {
  const found = lookup(host, path);
  return found.kind === "found" && found.node.type === "file" ? (readHostText(host, found.node) ?? "") : "";
};

const serviceOf = (name: string, path: string, settings: readonly UnitSetting[]): Service => {
  const ownSection = SECTIONS[name.replace(/^.*\./, "") as UnitKind];
  const all = (key: string): readonly UnitSetting[] => {
    const values = settings.filter((each) => each.section === ownSection && each.key === key);
    return values.slice(values.map(({ value }) => value).lastIndexOf("") + 1);
  };
  const units = (...keys: readonly string[]): readonly string[] =>
    settings.filter(({ section, key }) => section === "Unit" && keys.includes(key)).flatMap(({ value }) => value.split(/\s+/));
  const isInstalled = settings.some(
    ({ section, key, value }) => section === "Install" && /^(?:Wanted|Required)By$/.test(key) && value !== "",
  );
  return { name, path, all, get: (key) => all(key).at(-1), units, isInstalled };
};

const SECTIONS: Readonly<Record<UnitKind, string>> = { service: "Service", socket: "Socket", timer: "Timer", path: "Path" };

/** What a service executes, from before its start to after its end. */
export const commandsOf = (service: Service): readonly ServiceCommand[] =>
  EXECUTED.flatMap((key) => service.all(key)).flatMap((setting) =>
    readUnitCommands(setting.value).map((command) => ({ ...command, service, setting })),
  );

const EXECUTED = ["ExecCondition", "ExecStartPre", "ExecStart", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost"];
