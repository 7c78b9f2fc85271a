import type { BuildInput, BuildResult } from "../build.ts";
import type { ActiveTags } from "../model/config.ts";
import type { Container } from "../model/container.ts";
import type { Options } from "../model/options.ts";
import type { Plan } from "../plan/plan.ts";

/** What a run came to and in which mode: `1 container, 23 entries (config.ini, not secure, LXC 6.0, cgroup v2, no tags)`. */
export const describeRun = (input: BuildInput, result: BuildResult): string => {
  const { containers, overlays, combinations } = result;
  const made = [
    counted(containers.length, "container"),
    ...(combinations === undefined
      ? [
          counted(
            overlays.reduce((sum, { entries }) => sum + entries.length, 0),
            "entry",
            "entries",
          ),
        ]
      : [counted(combinations, "combination of tags", "combinations of tags")]),
  ];
  return `${made.join(", ")} (${describeMode(input, result)})`;
};

/** In which mode a run is made: `config.ini, not secure, LXC 6.0, cgroup v2, no tags`. */
export const describeMode = ({ config, options, strict }: BuildInput, { containers, plan, tags, shown }: BuildResult): string => {
  const [judged] = shown?.devices ?? [];
  const planned = plan ?? judged?.plan;
  return [
    config.file,
    securityOf(containers, options),
    ...switchesOf(options),
    ...(strict === true ? ["strict"] : []),
    ...(planned === undefined ? [] : generationsOf(planned)),
    ...(tags === undefined ? [] : [tagsOf(tags)]),
  ].join(", ");
};

const counted = (count: number, one: string, several = `${one}s`): string => `${count} ${count === 1 ? one : several}`;

/** Whether all containers are secure, or which ones. */
const securityOf = (containers: readonly Container[], options: Options): string => {
  const secure = containers.filter((each) => each.secure);
  if (secure.length === containers.length && (containers.length > 0 || options.secure)) return "secure";
  return secure.length === 0 ? "not secure" : `secure: ${secure.map(({ name }) => name).join(" ")}`;
};

const switchesOf = ({ sharedRootfs, readOnlyHost, sanity }: Options): readonly string[] => [
  ...(sharedRootfs ? ["shared rootfs"] : []),
  ...(readOnlyHost ? ["read-only rootfs"] : []),
  ...(sanity ? ["sanity"] : []),
];

const generationsOf = ({ dialect, cgroup, containers }: Plan): readonly string[] => {
  const isOfBundles = containers.length > 0 && containers.every(({ bundle }) => bundle !== undefined);
  return [...(isOfBundles ? ["bundles"] : [`LXC ${dialect}`]), `cgroup ${cgroup}`];
};

const tagsOf = ({ tags, ranges }: ActiveTags): string => {
  const active = [...tags, ...ranges].map(([name, value]) => `${name}=${value}`);
  return active.length === 0 ? "no tags" : `tags ${active.join(",")}`;
};
