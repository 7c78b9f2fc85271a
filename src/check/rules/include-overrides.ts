import { dialectFrom } from "../../plan/plan-context.ts";
import type { ContainerContext } from "../container-context.ts";
import type { IncludedFile } from "../lxc-files/included-files.ts";
import type { IncludedSetting } from "../lxc-files/read-include.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** LXC reads an included file where lxc.conf names it, behind the container's own lines: src/lxc/confile.c. */
export const includeOverrides: ContainerRule<"include-overrides"> = {
  kind: "container",
  isOfLxc: true,
  code: "include-overrides",
  severity: "warning",
  title: "A file of LxcInclude takes back a restriction of its container.",
  judge: (context) => context.includes().flatMap((file) => [...judgeIdentity(context, file), ...judgeCapabilities(context, file)]),
};

/** The last one counts: set_config_init_uid, set_config_init_gid. */
const judgeIdentity = ({ plan }: ContainerContext, { location, included }: IncludedFile): readonly Found[] =>
  (["uid", "gid"] as const).flatMap((id) => {
    const own = plan.conf.init?.[id];
    const last = included.settings.filter(({ key, value }) => key === `lxc.init.${id}` && /^\d+$/.test(value)).at(-1);
    if (own === undefined || last === undefined || Number(last.value) === own) return [];
    const element = id === "uid" ? "UserName" : "GroupName";
    return [
      {
        location,
        message: `${placeOf(last)}: ${last.key} = ${last.value} counts instead of ${own}, which ${element} asks for`,
        help: `remove the line: ${element} tells as whom ${plan.name} runs`,
      },
    ];
  });

/** An empty value clears what was dropped until then: set_config_cap_drop; what the file drops itself counts again. */
const judgeCapabilities = ({ plan, dialect }: ContainerContext, { location, included }: IncludedFile): readonly Found[] => {
  const { settings } = included;
  const cleared = settings.map(({ key, value }) => key === "lxc.cap.drop" && value === "").lastIndexOf(true);
  const at = settings[cleared];
  if (at === undefined || !dialectFrom(dialect, "3.0")) return [];
  const dropped = settings.slice(cleared).flatMap(({ key, value }) => (key === "lxc.cap.drop" ? value.split(/\s+/) : []));
  const kept = plan.conf.capDrop.filter((name) => !dropped.includes(name));
  if (kept.length === 0) return [];
  return [
    {
      location,
      message: `${placeOf(at)}: an empty lxc.cap.drop takes back the CapDrop of ${plan.name}: it keeps ${kept.join(", ")}`,
      help: "remove the line, or drop them behind it again",
    },
  ];
};

const placeOf = ({ path, line }: IncludedSetting): string => `${path}, line ${line}`;
