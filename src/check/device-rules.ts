import type { DeviceNumbers } from "../linux/device-numbers.ts";
import type { DeviceRulePlan } from "../plan/conf-plan.ts";
import type { ContainerPlan } from "../plan/plan.ts";

/** A device rule read: Documentation/admin-guide/cgroup-v1/devices.rst. */
export interface DeviceRule extends DeviceRulePlan {
  readonly type: "a" | "b" | "c";
  /** Absent for any. */
  readonly major: number | undefined;
  readonly minor: number | undefined;
  /** Of r, w and m. */
  readonly access: string;
}

/** All device rules of a container, in order. */
export const deviceRulesOf = ({ conf }: ContainerPlan): readonly DeviceRule[] => conf.devices.map(readRule);

/** What is allowed where everything else is denied; nothing where devices are allowed by default. */
export const allowedDevices = (plan: ContainerPlan): readonly DeviceRule[] | undefined => {
  const rules = deviceRulesOf(plan);
  const last = rules.map(({ type }) => type === "a").lastIndexOf(true);
  return rules[last]?.verb === "deny" ? rules.slice(last + 1).filter(({ verb }) => verb === "allow") : undefined;
};

/** Whether a rule may be for a device; a minor number that is not known may be any. */
export const isFor = (rule: DeviceRule, { type, major, minor }: DeviceNumbers): boolean =>
  (rule.type === "a" || rule.type === type) &&
  (rule.major === undefined || rule.major === major) &&
  (rule.minor === undefined || minor === undefined || rule.minor === minor);

/** The device that a rule is named after; empty where it has no name. */
export const nameOf = ({ comment = "" }: DeviceRule): string => comment.trim();

/** Numbers as a rule has them. */
export const formatNumbers = ({ type, major, minor }: DeviceNumbers): string => `${type} ${major}:${minor ?? "*"}`;

const readRule = (rule: DeviceRulePlan): DeviceRule => {
  const [, type = "a", major, minor, access = "rwm"] = /^([abc])(?: (\d+|\*):(\d+|\*) ([rwm]+))?$/.exec(rule.rule) ?? [];
  return { ...rule, type: type as DeviceRule["type"], major: numberOf(major), minor: numberOf(minor), access };
};

const numberOf = (text = "*"): number | undefined => (text === "*" ? undefined : Number(text));
