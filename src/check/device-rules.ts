import type { DeviceNumbers } from "../linux/device-numbers.ts";
import type { DeviceRule as BundleRule } from "../model/container.ts";
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

/** All device rules of a container, in order; those of a bundle come behind one that denies everything. */
export const deviceRulesOf = ({ conf, bundle }: ContainerPlan): readonly DeviceRule[] =>
  bundle === undefined ? conf.devices.map(readRule) : [DENIES_ALL, ...bundle.devices.map(ruleOfBundle).map(readRule)];

/** What is allowed where everything else is denied; nothing where devices are allowed by default. */
export const allowedDevices = (plan: ContainerPlan): readonly DeviceRule[] | undefined => {
  const rules = deviceRulesOf(plan);
  const last = rules.map(({ type }) => type === "a").lastIndexOf(true);
  if (rules[last]?.verb !== "deny") return undefined;
  const allowed = rules.slice(last + 1).filter(({ verb }) => verb === "allow");
  return plan.bundle === undefined ? allowed : [...ALLOWED_BY_RUNTIMES, ...allowed];
};

/** The devices of a bundle whose numbers Dobby looks up when it starts, by their paths. */
export const dynamicDevices = ({ bundle, target }: ContainerPlan): ReadonlySet<string> =>
  new Set(target === "dobby" ? bundle?.said.dynamicDevices.map(({ value }) => value) : []);

/** Whether a rule may be for a device; a minor number that is not known may be any. */
export const isFor = (rule: DeviceRule, { type, major, minor }: DeviceNumbers): boolean =>
  (rule.type === "a" || rule.type === type) &&
  (rule.major === undefined || rule.major === major) &&
  (rule.minor === undefined || minor === undefined || rule.minor === minor);

/** The device that a rule is named after; empty where it has no name. */
export const nameOf = ({ comment = "" }: DeviceRule): string => comment.trim();

/** Numbers as a rule has them. */
export const formatNumbers = ({ type, major, minor }: DeviceNumbers): string => `${type} ${major}:${minor ?? "*"}`;

const ruleOfBundle = ({ verb, rule, name, span }: BundleRule): DeviceRulePlan => ({
  verb,
  rule,
  comment: name,
  why: { reason: verb === "allow" ? "DevicesAllow" : "DevicesDeny", span },
});

const ofRuntimes = (verb: DeviceRulePlan["verb"], rule: string): DeviceRule =>
  readRule({ verb, rule, comment: undefined, why: { reason: "a bundle", span: undefined } });

const readRule = (rule: DeviceRulePlan): DeviceRule => {
  const [, type = "a", major, minor, access = "rwm"] = /^([abc])(?: (\d+|\*):(\d+|\*) ([rwm]+))?$/.exec(rule.rule) ?? [];
  return { ...rule, type: type as DeviceRule["type"], major: numberOf(major), minor: numberOf(minor), access };
};

const numberOf = (text = "*"): number | undefined => (text === "*" ? undefined : Number(text));

const DENIES_ALL = ofRuntimes("deny", "a");

/** config-linux.md of the OCI runtime spec, "Default Devices"; crun and runc allow tun as well. */
const ALLOWED_BY_RUNTIMES: readonly DeviceRule[] = "1:3 1:5 1:7 1:8 1:9 5:0 5:1 5:2 10:200 136:*"
  .split(" ")
  .map((numbers) => ofRuntimes("allow", `c ${numbers} rwm`));
