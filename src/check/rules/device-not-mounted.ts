import { type DeviceNumbers, numbersOfDevice } from "../../linux/device-numbers.ts";
import { boundPath } from "../../plan/mount.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { lookup, pathOf } from "../../rootfs/lookup.ts";
import { isUnder } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { addTo, bindEntry } from "../bring-advice.ts";
import { locationOf } from "../container-facts.ts";
import { deviceAt, mayHaveMoreNodes, numbersAt } from "../device-nodes.ts";
import { allowedDevices, type DeviceRule, formatNumbers, isFor } from "../device-rules.ts";
import { launchedProcesses } from "../launched-processes.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/** A fresh /dev has what LXC makes, what is mounted, and what a hook makes: lxc.container.conf(5), lxc.autodev. */
export const deviceNotMounted: ContainerRule<"device-not-mounted"> = {
  kind: "container",
  isOfLxc: true,
  code: "device-not-mounted",
  severity: "warning",
  title: "A device is allowed, and nothing brings it into the container.",
  judge: (context) => {
    if (mayHaveMoreNodes(context.plan)) return [];
    return (allowedDevices(context.plan) ?? []).flatMap((rule) => {
      const path = deviceOf(context, rule);
      if (path === undefined || mayBeMade(context, rule) || isMounted(context, rule, path)) return [];
      return [
        {
          location: locationOf(context, { why: rule.why ?? { reason: "DevicesAllow", span: undefined } }),
          message: `${path} is allowed, and nothing brings it into the container`,
          help: addTo(
            "MountPoints",
            bindEntry({ type: "dev", source: path, options: OPTIONS }),
            rule.why?.span === undefined ? [] : [rule.why.span],
            `add <Entry type="dev"><Source>${path}</Source><Destination>${path.slice(1)}</Destination><Options>${OPTIONS}</Options></Entry> to MountPoints`,
          ),
        },
      ];
    });
  },
};

const OPTIONS = "rw,bind,nosuid,noexec";

/** mknod(2) needs root with the capability, and the letter m. */
const mayBeMade = ({ plan }: ContainerContext, { access }: DeviceRule): boolean => {
  const { capKeep, capDrop } = plan.conf;
  const isKept = capKeep.length > 0 ? capKeep.includes("mknod") : !capDrop.includes("mknod");
  return access.includes("m") && isKept && launchedProcesses(plan).some(({ uid }) => uid === 0);
};

/** The path of the one device that a rule is for, if it is none of those that LXC makes. */
const deviceOf = ({ before }: ContainerContext, rule: DeviceRule): string | undefined => {
  const { type, major, minor, comment = "" } = rule;
  if (type === "a" || major === undefined || minor === undefined) return undefined;
  const numbers: DeviceNumbers = { type, major, minor };
  const name = comment.trim();
  // Where the numbers are not those of the name, that is told of, and LXC has made what the name means.
  if (isMadeByLxc(numbers) || isMadeByLxc(numbersOfDevice(name)) || (type === "c" && major >= 136 && major <= 143)) return undefined;
  if (/^\/dev\/[^\s]+$/.test(name)) return name;
  return before.nodes
    .namesIn("dev")
    .map((each) => `/dev/${each}`)
    .find((path) => {
      const found = numbersAt({ before }, path);
      return found !== undefined && formatNumbers(found) === formatNumbers(numbers);
    });
};

/** src/lxc/conf.c, lxc_devices, and the terminals that LXC makes. */
const MADE_BY_LXC: readonly DeviceNumbers[] = ["null", "zero", "full", "random", "urandom", "tty", "console", "ptmx"].flatMap(
  (name) => numbersOfDevice(`/dev/${name}`) ?? [],
);

const isMadeByLxc = (numbers: DeviceNumbers | undefined): boolean =>
  numbers !== undefined && MADE_BY_LXC.some((each) => formatNumbers(each) === formatNumbers(numbers));

/** Whether an entry shows it: by its numbers, its name, or a directory that may hold it. */
const isMounted = (context: ContainerContext, rule: DeviceRule, path: string): boolean =>
  entryMounts(context).some((mount) => {
    if (!bindsSource(mount)) return false;
    const numbers = deviceAt(context, mount)?.numbers;
    const places = [boundPath(mount), `/${mount.host ?? ""}`, `/${mount.place}`];
    const found = pathOf(lookup(context.before, path));
    const real = found === undefined ? path : `/${found}`;
    return (
      (numbers !== undefined && isFor(rule, numbers)) ||
      places.some((place) => place !== "/" && (isUnder(path, place) || isUnder(real, place)))
    );
  });
