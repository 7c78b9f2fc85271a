import { CAPABILITY_NAMES } from "../linux/file-capabilities.ts";
import { numbersOfDevice } from "../linux/device-numbers.ts";
import { lookup } from "../rootfs/lookup.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { parentOf } from "../rootfs/paths.ts";
import { readHostText } from "../rootfs/read-file.ts";
import type { User } from "../rootfs/accounts.ts";
import type { Service } from "../rootfs/services.ts";
import { readUnitFile } from "../rootfs/unit-file.ts";
import { dataBind, writableBind } from "./binds.ts";
import type { Draft, DraftMount } from "./draft.ts";
import { entryLine } from "./entry-line.ts";
import { giveCapabilities } from "./give-capabilities.ts";
import { isShared } from "./package-data.ts";
import type { Subject } from "./subject.ts";
import { ownedTmpfs } from "./tmpfs.ts";
import { expandUnit, unitVariables } from "./unit-words.ts";
import { writableDirectory } from "./writable-directory.ts";

/** What the program's systemd unit says: systemd.exec(5), systemd.service(5), systemd.resource-control(5). */
export const withUnit = (draft: Draft, subject: Subject): Draft => {
  const { service } = subject;
  if (service === undefined) return draft;
  return [withDirectories, withSockets, withPaths, withDevices, withEnvironment, withCapabilities, withNotes].reduce(
    (next, part) => part(next, subject, service),
    draft,
  );
};

type UnitPart = (draft: Draft, subject: Subject, service: Service) => Draft;

/** The values of a list of words. */
const wordsOf = ({ device }: Subject, service: Service, key: string): readonly string[] => {
  const variables = unitVariables(device.host.rootfs, service);
  return service
    .all(key)
    .flatMap(({ value }) => expandUnit(value, service, variables).split(/\s+/))
    .filter((word) => word !== "");
};

/** RuntimeDirectory= and its like: systemd makes them for the service's user. */
const withDirectories: UnitPart = (draft, subject, service) => {
  const named = (key: string): readonly string[] =>
    wordsOf(subject, service, key)
      .map((word) => word.split(":")[0] ?? "")
      .filter((path) => path !== "" && !path.includes("%"));
  const made = (key: string, top: string): readonly DraftMount[] =>
    named(key).map((name) => writableDirectory(subject, `${top}/${name}`, `${key} of ${service.name}`));
  return {
    ...draft,
    mounts: [
      ...draft.mounts,
      ...named("RuntimeDirectory").map((name) =>
        ownedTmpfs({ place: `run/${name}`, size: "4M", user: subject.user, isInRun: true, why: `RuntimeDirectory of ${service.name}` }),
      ),
      ...made("StateDirectory", "/var/lib"),
      ...made("CacheDirectory", "/var/cache"),
      ...made("LogsDirectory", "/var/log"),
      ...named("ConfigurationDirectory")
        .filter((name) => lookup(subject.device.host.rootfs, `/etc/${name}`).kind === "found")
        .map((name) => ({
          ...dataBind("dir", { path: `/etc/${name}`, why: `ConfigurationDirectory of ${service.name}` }),
          isOptional: true as const,
        })),
    ],
  };
};

/** The sockets that systemd opens for the service: without it the program makes them itself, in a directory of its own. */
const withSockets: UnitPart = (draft, { device, user }, service) => {
  const { rootfs } = device.host;
  const found = lookup(rootfs, service.path.replace(/\.service$/, ".socket"));
  const text = found.kind === "found" && found.node.type === "file" ? (readHostText(rootfs, found.node) ?? "") : "";
  const streams = readUnitFile(text, service.path).filter(({ key }) => key === "ListenStream" || key === "ListenDatagram");
  const directories = new Map(
    streams.map(({ value }) => [parentOf(value), value] as const).filter(([path]) => /^\/(?:var\/)?run\/./.test(path)),
  );
  const made = [...directories].map(([path, socket]) =>
    ownedTmpfs({ place: path.slice(1), size: "1M", user, isInRun: path.startsWith("/run/"), why: sharedSocket(path, socket, user) }),
  );
  const isPort = streams.some(({ value }) => /^(?:[\d.]+:|\[.*\]:)?\d+$/.test(value));
  const notes = isPort
    ? [
        `To decide: ${service.name} gets its socket from systemd (${streams.map(({ value }) => value).join(", ")}); LXC hands none over, the program has to open it itself.`,
      ]
    : [];
  return { ...draft, mounts: [...draft.mounts, ...made], networkNotes: [...draft.networkNotes, ...notes] };
};

/** How others reach a socket that the program makes. */
const sharedSocket = (path: string, socket: string, user: User | undefined): string =>
  [
    `where it makes its socket (${socket}), which systemd makes on the host. To decide: in memory of its own nobody else reaches it. If others are to, let the device make the directory (tmpfiles.d: d ${path} 0755 ${user?.name ?? "root"} - -), and bind it in place of this one:`,
    entryLine(writableBind({ path, why: "" })),
  ].join("\n");

/** ReadOnlyPaths= and BindReadOnlyPaths=, as far as they name files or directories of the program alone. */
const withPaths: UnitPart = (draft, subject, service) => {
  const { rootfs } = subject.device.host;
  const readOnly = ["ReadOnlyPaths", "BindReadOnlyPaths"].flatMap((key) =>
    wordsOf(subject, service, key).flatMap((word): readonly DraftMount[] => {
      const path = (word.replace(/^[-+]+/, "").split(":")[0] ?? "").replace(/\/+$/, "");
      const found = lookup(rootfs, path);
      if (found.kind !== "found" || isShared(subject.device.host, path) || (found.node.type !== "file" && found.node.type !== "directory"))
        return [];
      return [{ ...dataBind(found.node.type === "file" ? "file" : "dir", { path, why: `${key} of ${service.name}` }), isOptional: true }];
    }),
  );
  const writable = ["ReadWritePaths", "BindPaths"].flatMap((key) => wordsOf(subject, service, key).map((word) => `${key}=${word}`));
  const notes =
    writable.length === 0
      ? []
      : [
          `To decide: ${service.name} lets the program write more (${writable.join(", ")}). If it needs that, bind the directory itself: rw,bind,nosuid,nodev,noexec.`,
        ];
  return { ...draft, mounts: [...draft.mounts, ...readOnly], mountNotes: [...draft.mountNotes, ...notes] };
};

/** DeviceAllow= of nodes whose numbers the kernel's list has; classes (`char-rtc`) stand for many. */
const withDevices: UnitPart = (draft, _, service) => {
  const rules = service.all("DeviceAllow").map(({ value }) => value.split(/\s+/));
  const nodes = rules.flatMap(([path = "", access = "rwm"]) => {
    const numbers = path.startsWith("/dev/") && !DEFAULTS.has(path) ? numbersOfDevice(path) : undefined;
    if (numbers?.minor === undefined) return [];
    return [{ path, access, rule: `${numbers.type} ${numbers.major}:${numbers.minor} ${access}` }];
  });
  const others = rules.map(([path = ""]) => path).filter((path) => !DEFAULTS.has(path) && !nodes.some((each) => each.path === path));
  const mounts = nodes.map(({ path, access }): DraftMount => ({
    type: "dev",
    source: path,
    destination: normalizePath(path),
    options: `${access.includes("w") ? "rw" : "ro"},bind,nosuid,noexec,optional,create=file`,
    why: `DeviceAllow of ${service.name}`,
    isOptional: true,
  }));
  const notes =
    others.length === 0
      ? []
      : [
          `To decide: ${service.name} allows ${others.join(", ")}. For each device that the program needs: <DevicesAllow name="/dev/…">c MAJOR:MINOR rw</DevicesAllow> here, and an Entry of type dev in MountPoints.`,
        ];
  return {
    ...draft,
    devices: [...draft.devices, ...nodes],
    mounts: [...draft.mounts, ...mounts],
    deviceNotes: [...draft.deviceNotes, ...notes],
  };
};

/** AllowDefaultDevices gives these. */
const DEFAULTS = new Set(["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"]);

const withEnvironment: UnitPart = (draft, { device }, service) => {
  const used = service.get("ExecStart")?.value ?? "";
  const variables = [...unitVariables(device.host.rootfs, service)].filter(
    ([name, value]) => !new RegExp(`\\$\\{?${name}\\b`).test(used) && !/[\n%]/.test(value),
  );
  return {
    ...draft,
    variables: [...draft.variables, ...variables.map(([name, value]) => ({ text: `${name}=${value}`, why: `of ${service.name}` }))],
  };
};

/** AmbientCapabilities= and CapabilityBoundingSet=, as far as the latter does not only take away. */
const withCapabilities: UnitPart = (draft, subject, service) => {
  const names = [
    ...new Set(
      [...service.all("AmbientCapabilities"), ...service.all("CapabilityBoundingSet")].flatMap(({ value }) =>
        value.startsWith("~") ? [] : value.split(/\s+/),
      ),
    ),
  ]
    .map((word) => word.toLowerCase().replace(/^cap_/, ""))
    .filter((name) => CAPABILITY_NAMES.includes(name));
  return names.length === 0 ? draft : giveCapabilities(draft, subject, { names, why: `${service.name} gives it these capabilities` });
};

/** What a person has to know of the unit. */
const withNotes: UnitPart = (draft, _, service) => {
  const say = (key: string, text: (value: string) => string): readonly string[] => service.all(key).map(({ value }) => text(value));
  return {
    ...draft,
    startNotes: [
      ...draft.startNotes,
      ...say("ExecStartPre", (value) => `${service.name} runs before: ${value}. The container does not.`),
      ...say("ExecStartPost", (value) => `${service.name} runs afterwards: ${value}. The container does not.`),
      ...(service.get("Type")?.value === "forking"
        ? [`${service.name} has Type=forking: a container ends when its first process does, so the program is to stay in the foreground.`]
        : []),
      ...(service.get("Type")?.value === "notify"
        ? [
            `${service.name} has Type=notify: the program finds no NOTIFY_SOCKET in the container. <SystemdNotify create="yes"/> lets the launcher say when it runs.`,
          ]
        : []),
      ...say(
        "PIDFile",
        (value) => `${service.name} has PIDFile=${value}: in the container it lies in the tmpfs of /run, where the host does not see it.`,
      ),
      ...say("WorkingDirectory", (value) => `To decide: ${service.name} starts it in ${value}; in the container it starts in /.`),
    ],
  };
};
