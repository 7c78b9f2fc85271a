import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings, type Findings } from "../diagnostics/collect-findings.ts";
import { climbs, normalizePath } from "../linux/path-spelling.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { Bundle, BundleLogging, ResourceLimit } from "./bundle.ts";
import { cannotExpress, dynamicDeviceNotAllowed, limitTwice, softAboveHard, thunderWithoutNetwork } from "./bundle-findings.ts";
import { LIMIT, SINK, UNLIMITED } from "./bundle-values.ts";
import type { Spanned } from "./container.ts";
import { attributeOf, childrenOf, flagOf, textOf, textsOf } from "./element-contents.ts";
import { badDestination, missingAttribute, missingElement } from "./findings.ts";
import { judgeBundle } from "./judge-bundle.ts";
import { readBundleCommand } from "./read-bundle-command.ts";
import { readBundleNetwork } from "./read-bundle-network.ts";
import { readBundleStorage } from "./read-bundle-storage.ts";

/** What the descriptions of a bundle say: `params` are the LxcParams that count, `configs` the LxcConfig of its files in their order. */
export const readBundle = (base: SyntaxElement, params: readonly SyntaxElement[], configs: readonly SyntaxElement[]): Staged<Bundle> => {
  const findings = collectFindings();
  const { take, report } = findings;
  report(...judgeBundle(base, configs));
  const cgroups = childrenOf(configs, "CGroupSettings");
  const gpu = textOf(cgroups, "GpuMemoryLimit");
  const network = take(readBundleNetwork(childrenOf(configs, "Network")));
  const thunder = lastOn(childrenOf(configs, "Thunder"));
  const localTime = lastOn(childrenOf(configs, "LocalTime"));
  if (thunder !== undefined && network?.type !== "nat") report(thunderWithoutNetwork(thunder.span));
  const value: Bundle = {
    command: take(readBundleCommand(params, base)),
    additionalGroups: textsOf(childrenOf(configs, "AdditionalGroups"), "GroupName"),
    limits: readLimits(childrenOf(childrenOf(configs, "ResourceLimits"), "Limit"), findings),
    seccomp: textOf(configs, "SeccompProfile"),
    gpuMemory: gpu && { value: Number(gpu.value), span: gpu.span },
    dynamicDevices: readDynamicDevices(cgroups, configs, findings),
    network,
    logging: readLogging(childrenOf(configs, "Logging"), findings),
    ...take(readBundleStorage(configs)),
    minidump: pathOfSwitched(childrenOf(configs, "Minidump"), findings),
    oomCrash: pathOfSwitched(childrenOf(configs, "OOMCrash"), findings),
    localTime: localTime && { span: localTime.span, setTZ: attributeOf(localTime, "setTZ") },
    thunder: thunder && {
      span: thunder.span,
      bearerUrl: attributeOf(thunder, "bearerUrl"),
      trusted: flagOf([thunder], "trusted"),
    },
  };
  return { value, diagnostics: findings.found };
};

/** The last of the elements, where it is switched on. */
const lastOn = (elements: readonly SyntaxElement[]): SyntaxElement | undefined => {
  const last = elements.at(-1);
  return last !== undefined && flagOf([last], "enable") === true ? last : undefined;
};

const pathOfSwitched = (elements: readonly SyntaxElement[], { report }: Findings): Spanned<string> | undefined => {
  const last = lastOn(elements);
  if (last === undefined) return undefined;
  const path = last.attributes.find(({ name }) => name === "path");
  if (path === undefined) report(missingAttribute(last.span, last.name, "path", "an absolute path"));
  return path && { value: path.value, span: last.span };
};

/** Each type once: nobody says which of two counts. */
const readLimits = (elements: readonly SyntaxElement[], { report }: Findings): readonly ResourceLimit[] => {
  const limits = new Map<string, ResourceLimit>();
  for (const element of elements) {
    const [type = "", hard, soft] = ["type", "hard", "soft"].map((name) => attributeOf(element, name));
    if (hard === undefined || soft === undefined || !LIMIT.fits(hard) || !LIMIT.fits(soft)) continue;
    const limit = { span: element.span, type, hard: numberOf(hard), soft: numberOf(soft) };
    const first = limits.get(type);
    if (first !== undefined) report(limitTwice(element.span, type, first.span));
    if (limit.soft > limit.hard) report(softAboveHard(element.span, type, limit.soft, limit.hard));
    limits.set(type, limit);
  }
  return [...limits.values()];
};

const numberOf = (value: string): bigint => (value === "unlimited" ? UNLIMITED : BigInt(value));

const readDynamicDevices = (
  cgroups: readonly SyntaxElement[],
  configs: readonly SyntaxElement[],
  { report }: Findings,
): readonly Spanned<string>[] => {
  const rules = childrenOf(childrenOf([...configs, ...cgroups], "DeviceCgroup"), "DevicesAllow");
  const allowed = new Set(rules.map((rule) => attributeOf(rule, "name")));
  const devices = new Map<string, Spanned<string>>();
  for (const device of childrenOf(childrenOf(cgroups, "DynamicDevices"), "Device")) {
    const value = attributeOf(device, "name") ?? "";
    if (!allowed.has(value)) report(dynamicDeviceNotAllowed(device.span, value));
    if (!devices.has(value)) devices.set(value, { value, span: device.span });
  }
  return [...devices.values()];
};

/** The last Logging that says where to decides about it; a path and a name of an append replace the base's. */
const readLogging = (elements: readonly SyntaxElement[], { report }: Findings): BundleLogging | undefined => {
  for (const { span } of elements.filter((each) => attributeOf(each, "enable") !== undefined)) {
    report(cannotExpress(span, "the log file of an LXC container (enable=)", 'write type="file", type="journald" or type="devnull"'));
  }
  const last = [...elements].reverse().find((each) => attributeOf(each, "type") !== undefined);
  if (last === undefined) {
    const [first] = elements;
    if (first !== undefined && attributeOf(first, "enable") === undefined)
      report(missingAttribute(first.span, first.name, "type", "file, journald or devnull"));
    return undefined;
  }
  const { span } = last;
  const type = attributeOf(last, "type") ?? "";
  // What it would need hangs on the type that is meant.
  if (!SINK.fits(type)) return undefined;
  const sink = type as BundleLogging["sink"];
  if (sink === "devnull") return { span, sink };
  if (sink === "journald") return { span, sink, priority: textOf(elements, "Priority")?.value };
  const [path, log] = [textOf(elements, "LogPath"), textOf(elements, "Log")];
  if (path === undefined) report(missingElement(span, last.name, "LogPath"));
  if (log === undefined) report(missingElement(span, last.name, "Log"));
  const whole = `${path?.value ?? ""}/${log?.value ?? ""}`;
  if (climbs(whole)) report(badDestination((path ?? { span }).span, whole));
  return { span, sink, path: `/${normalizePath(whole)}` };
};
