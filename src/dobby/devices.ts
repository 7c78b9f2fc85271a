import type { DeviceRule } from "../model/container.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { deviceWithoutNode, nodeReplaced } from "./findings.ts";
import { because, type Json } from "./json-lines.ts";

/** The nodes that the runtime makes: those that DevicesAllow names and that are one device each. A later one of a name replaces an earlier. */
export const nodesJson = (rules: readonly DeviceRule[]): readonly Json[] => {
  const nodes = new Map<string, Json>();
  for (const rule of rules.filter(isNamed)) {
    const { type, major, minor } = partsOf(rule);
    if (major === undefined || minor === undefined || type === undefined) continue;
    const path = rule.name ?? "";
    nodes.set(path, because(whyOf(rule), { path, type, major, minor, fileMode: 0o666, uid: 0, gid: 0 }));
  }
  return [...nodes.values()];
};

/** The rules in their order, behind one that denies everything. */
export const rulesJson = (rules: readonly DeviceRule[]): readonly Json[] => [
  { allow: false, access: "rwm" },
  ...rules.map((rule) => because(whyOf(rule), { allow: rule.verb === "allow", ...partsOf(rule) })),
];

export const judgeNodes = (rules: readonly DeviceRule[], dynamic: ReadonlySet<string>): readonly Diagnostic[] => {
  const named = rules.filter(isNamed);
  return named.flatMap((rule, index) => {
    const { name = "" } = rule;
    const { major, minor } = partsOf(rule);
    if (major === undefined || minor === undefined) return [deviceWithoutNode(rule.span, name, rule.rule)];
    const later = named.slice(index + 1).find((each) => each.name === name && isOther(rule, each));
    return later === undefined || dynamic.has(name) ? [] : [nodeReplaced(rule.span, name, rule.rule, later.span)];
  });
};

/** Whether the node of a later rule is another device. */
const isOther = (rule: DeviceRule, later: DeviceRule): boolean => {
  const [a, b] = [partsOf(rule), partsOf(later)];
  return b.major !== undefined && b.minor !== undefined && (a.type !== b.type || a.major !== b.major || a.minor !== b.minor);
};

const isNamed = ({ verb, name }: DeviceRule): boolean => verb === "allow" && name?.startsWith("/dev/") === true;

interface RuleParts {
  readonly type: string | undefined;
  readonly major: number | undefined;
  readonly minor: number | undefined;
  readonly access: string;
}

/** Of a rule for all devices the key is left out: config-linux.md, "Allowed Device list". */
const partsOf = ({ rule }: DeviceRule): RuleParts => {
  const [, type = "a", major = "*", minor = "*", access = "rwm"] = /^([abc]) (\d+|\*):(\d+|\*) ([rwm]+)$/.exec(rule) ?? [];
  const numberOf = (text: string): number | undefined => (text === "*" ? undefined : Number(text));
  return { type: type === "a" ? undefined : type, major: numberOf(major), minor: numberOf(minor), access };
};

const whyOf = ({ verb, span }: DeviceRule) => ({ reason: verb === "allow" ? "DevicesAllow" : "DevicesDeny", span });
