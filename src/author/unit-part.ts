import { CAPABILITY_NAMES } from "../linux/file-capabilities.ts";
import type { Draft } from "./draft.ts";
import { giveCapabilities } from "./give-capabilities.ts";
import type { Subject } from "./subject.ts";
import { withDevices } from "./unit-devices.ts";
import { withDirectories } from "./unit-directories.ts";
import { withLimits } from "./unit-limits.ts";
import { withNotes } from "./unit-notes.ts";
import { withPaths } from "./unit-paths.ts";
import { withSockets } from "./unit-sockets.ts";
import { type UnitPart, unitVariables } from "./unit-words.ts";

/** What the program's systemd unit says: systemd.exec(5), systemd.service(5), systemd.resource-control(5). */
export const withUnit = (draft: Draft, subject: Subject): Draft => {
  const { service } = subject;
  if (service === undefined) return draft;
  return PARTS.reduce((next, part) => part(next, subject, service), draft);
};

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

const PARTS: readonly UnitPart[] = [
  withDirectories,
  withSockets,
  withPaths,
  withDevices,
  withEnvironment,
  withCapabilities,
  withLimits,
  withNotes,
];
