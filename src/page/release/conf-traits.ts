import { CAPABILITY_NAMES } from "../../linux/file-capabilities.ts";
import { readConfLine, unquoted } from "../../model/conf-line.ts";
import { NETWORK_TYPES } from "../../model/network-table.ts";
import { type Trait, trait } from "../trait.ts";
import { heldCapabilities } from "../traits/capability-traits.ts";
import { deviceTrait } from "../traits/device-traits.ts";
import { profileTrait } from "../traits/setting-traits.ts";
import { interfaceTrait } from "../traits/network-traits.ts";

/** What an lxc.conf says of a container, its mounts and hooks aside: lxc.container.conf(5) of any release. */
export const confTraits = (text: string): readonly Trait[] => {
  const settings = text.split("\n").flatMap((line): readonly Setting[] => {
    const { setting } = readConfLine(line);
    return setting?.key.startsWith("lxc.") === true ? [{ key: setting.key, value: unquoted(setting.value) }] : [];
  });
  return [
    processTrait(settings),
    ...capabilities(settings),
    ...networks(settings),
    ...settings.flatMap(({ key, value }) =>
      TOLD.flatMap(
        ([pattern, tell]) =>
          pattern
            .exec(key)
            ?.slice(1)
            .map((name) => tell(name, value)) ?? [],
      ),
    ),
    ...settings.filter(({ key }) => !KNOWN.test(key)).map(({ key, value }) => trait("settings", key, { value })),
  ];
};

interface Setting {
  readonly key: string;
  readonly value: string;
}

/** Keys that are one trait each, with what in them is its name. */
const TOLD: readonly (readonly [RegExp, (name: string, value: string) => Trait])[] = [
  [/^lxc\.cgroup2?\.devices\.(allow|deny)$/, (verb, value) => deviceTrait({ verb: verb === "deny" ? "deny" : "allow", rule: value })],
  [/^lxc\.cgroup2?\.(?!devices\.)(.+)$/, (name, value) => trait("limits", name, { value })],
  [
    /^lxc\.(no_new_privs|apparmor\.profile|aa_profile|selinux\.context|se_context|seccomp(?:\.profile)?)$/,
    (name, value) => profileTrait(name, value),
  ],
  [
    /^lxc\.(environment)$/,
    (_, value) => trait("environment", value.split("=", 1)[0] ?? "", { value: value.slice(value.indexOf("=") + 1) }),
  ],
];

/** Keys that are told of as something else than a setting. */
const KNOWN =
  /^lxc\.(?:cgroup2?|cap|net|network|init|mount|hook|environment|no_new_privs|apparmor|aa_profile|selinux|se_context|seccomp)(?:[._]|$)/;

const valueOf = (settings: readonly Setting[], pattern: RegExp): string | undefined =>
  settings.filter(({ key }) => pattern.test(key)).at(-1)?.value;

const processTrait = (settings: readonly Setting[]): Trait => {
  const uid = valueOf(settings, /^lxc\.init[._]uid$/) ?? "0";
  const gid = valueOf(settings, /^lxc\.init[._]gid$/) ?? "0";
  const groups = valueOf(settings, /^lxc\.init\.groups$/);
  const value = [`uid ${uid}`, `gid ${gid}`, ...(groups === undefined ? [] : [`groups ${groups}`])].join(", ");
  return trait("processes", "main process", { value, powers: uid === "0" ? ["root"] : [] });
};

/** One trait each, so that what is gained or lost can be told. */
const capabilities = (settings: readonly Setting[]): readonly Trait[] => {
  const listed = (key: string): readonly string[] => settings.filter((each) => each.key === key).flatMap(({ value }) => value.split(/\s+/));
  const held = heldCapabilities(listed("lxc.cap.keep"), listed("lxc.cap.drop"));
  return CAPABILITY_NAMES.filter((name) => held.includes(name)).map((name) => trait("capabilities", name));
};

/** `lxc.net.0.type`, or from `lxc.network.type` to the next one. */
const networks = (settings: readonly Setting[]): readonly Trait[] => {
  const interfaces = new Map<string, Map<string, string>>();
  for (const { key, value } of settings) {
    const [, index, modern, legacy] = /^lxc\.(?:net\.(\d+)\.(.+)|network\.(.+))$/.exec(key) ?? [];
    const name = modern ?? legacy;
    if (name === undefined) continue;
    const at = index ?? String(interfaces.size - (legacy === "type" ? 0 : 1));
    interfaces.set(at, (interfaces.get(at) ?? new Map<string, string>()).set(name, value));
  }
  const all = [...interfaces.values()];
  const sharesHost = all.length > 0 && all.every((each) => each.get("type") === "none");
  return all.map((each, index) => {
    const type = NETWORK_TYPES.find((known) => known === each.get("type")) ?? "empty";
    const settingsOf = [...each].filter(([key]) => key !== "type" && key !== "name");
    return interfaceTrait({
      name: each.get("name"),
      index,
      type,
      sharesHost,
      details: settingsOf.map(([key, value]) => `${key} ${value}`),
    });
  });
};
