import type { Service } from "../rootfs/services.ts";
import { expandUnit, type UnitPart, unitVariables } from "./unit-words.ts";

/** What a person has to know of the unit. */
export const withNotes: UnitPart = (draft, { device, user, isForeground }, service) => {
  const { name } = service;
  const variables = unitVariables(device.host.rootfs, service);
  const say = (key: string, text: (value: string) => string): readonly string[] =>
    service.all(key).map(({ value }) => text(expandUnit(value, service, variables)));
  const commands = service.all("ExecStart");
  return {
    ...draft,
    startNotes: [
      ...draft.startNotes,
      ...(name.endsWith("@.service")
        ? [`To decide: ${name} is a template. Ask for one of its instances: ${name.replace("@", "@INSTANCE")}.`]
        : []),
      ...(commands.length > 1
        ? [`To decide: ${name} runs ${commands.length} commands one after the other (ExecStart); this is the last one.`]
        : []),
      ...say("ExecStartPre", (value) => `${name} runs before: ${value}. The container does not.`),
      ...say("ExecStartPost", (value) => `${name} runs afterwards: ${value}. The container does not.`),
      ...typeNotes(service, isForeground),
      ...say(
        "PIDFile",
        (value) => `${name} has PIDFile=${value}: in the container it lies in the tmpfs of /run, where the host does not see it.`,
      ),
      ...say("WorkingDirectory", (value) => `To decide: ${name} starts it in ${value}; in the container it starts in /.`),
    ],
    limitNotes: [...draft.limitNotes, ...protectionNotes(service, user?.uid ?? 0)],
  };
};

/** systemd.service(5), Type=. */
const typeNotes = (service: Service, isForeground: boolean): readonly string[] => {
  const { name } = service;
  const type = service.get("Type")?.value ?? "";
  if (type === "forking" && !isForeground)
    return [
      `To decide: ${name} has Type=forking: the program goes to the background, and a container ends when its first process does. Give it the option that keeps it in the foreground.`,
    ];
  return type.startsWith("notify")
    ? [
        `${name} has Type=${type}: the program finds no NOTIFY_SOCKET in the container. Where a unit starts the container, <SystemdNotify create="yes"/> in LxcParams lets the launcher tell systemd that it runs.`,
      ]
    : [];
};

/** What the unit asks for beside: what a container has by itself, and what nothing in a description does. */
const protectionNotes = (service: Service, uid: number): readonly string[] => {
  const set = (keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) => {
      const value = service.get(key)?.value;
      return value === undefined || /^(?:0|no|false|off|infinity)$/i.test(value) ? [] : [`${key}=${shorten(value)}`];
    });
  const byItself = set([...BY_ITSELF, ...(uid === 0 ? [] : WITHOUT_ROOT)]);
  const inherited = set(INHERITED);
  const unknown = set([...WITHOUT_ELEMENT, ...(uid === 0 ? WITHOUT_ROOT : [])]);
  const filters = set(FILTERS);
  return [
    ...(byItself.length === 0 ? [] : [`What ${service.name} asks for besides, and a container has by itself: ${byItself.join(", ")}.`]),
    ...(filters.length === 0
      ? []
      : [
          `To decide: ${service.name} filters system calls: ${filters.join(", ")}. A profile of seccomp on the device does the same: <SeccompProfile>/etc/…</SeccompProfile>.`,
        ]),
    ...(inherited.length === 0
      ? []
      : [
          `To decide: ${service.name} sets ${inherited.join(", ")}. A container inherits that from what calls its launcher: a unit of its own may say it.`,
        ]),
    ...(unknown.length === 0 ? [] : [`To decide: ${service.name} asks for what a description has no element for: ${unknown.join(", ")}.`]),
  ];
};

const shorten = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value);

/** A rootfs, a /dev and a /tmp of its own, and only what is mounted (systemd.exec(5), "Sandboxing"). */
const BY_ITSELF = [
  "InaccessiblePaths",
  "MountFlags",
  "PrivateDevices",
  "PrivateIPC",
  "PrivateMounts",
  "PrivateTmp",
  "ProcSubset",
  "ProtectControlGroups",
  "ProtectHome",
  "ProtectHostname",
  "ProtectProc",
  "ProtectSystem",
  "ReadOnlyDirectories",
  "TemporaryFileSystem",
];

/** What takes a capability, which a user has none of. */
const WITHOUT_ROOT = [
  "ProtectClock",
  "ProtectKernelLogs",
  "ProtectKernelModules",
  "ProtectKernelTunables",
  "RestrictRealtime",
  "RestrictSUIDSGID",
];

const FILTERS = [
  "LockPersonality",
  "MemoryDenyWriteExecute",
  "RestrictAddressFamilies",
  "RestrictNamespaces",
  "SystemCallArchitectures",
  "SystemCallFilter",
];

/** What a process has of its parent: setrlimit(2), sched_setscheduler(2), proc(5). */
const INHERITED = [
  "CPUSchedulingPolicy",
  "IOSchedulingClass",
  "LimitCORE",
  "LimitMEMLOCK",
  "LimitNICE",
  "LimitNOFILE",
  "LimitNPROC",
  "LimitRTPRIO",
  "LimitSTACK",
  "Nice",
  "OOMScoreAdjust",
];

const WITHOUT_ELEMENT = [
  "CPUQuota",
  "IOWeight",
  "IPAddressAllow",
  "IPAddressDeny",
  "MemoryHigh",
  "MemorySwapMax",
  "SupplementaryGroups",
  "TasksMax",
  "UMask",
];
