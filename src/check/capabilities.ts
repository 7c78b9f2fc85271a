import { capabilityNotKept, deadCapability } from "./findings.ts";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { ConfPlan } from "../plan/conf-plan.ts";
import type { Mount } from "../plan/mount.ts";
import { bindsSource, hasFlag } from "../plan/mount-kind.ts";
import { formatCapabilities } from "../linux/capabilities-text.ts";
import { decodeCapabilities, type DecodedCapabilities } from "../linux/capability-attribute.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import type { CheckScope } from "./scope.ts";

/** What a file's `security.capability` grants whoever executes it; `undefined` where it grants nothing. */
export const capabilitiesOf = (node: HostNode): DecodedCapabilities | undefined => {
  const value = node.xattrs.get("security.capability");
  const decoded = value === undefined ? undefined : decodeCapabilities(value);
  return decoded === undefined || decoded.permitted.length === 0 ? undefined : decoded;
};

/** Judges the capabilities of the files that the container is likely to execute: capabilities(7). */
export const checkCapabilities = (scope: CheckScope, executed: ReadonlyMap<HostNode, Place>): readonly Diagnostic[] =>
  [...executed].flatMap(([file, place]) => {
    const capabilities = capabilitiesOf(file);
    if (capabilities === undefined) return [];
    const mount = scope.view.originOf(file.path)?.mount;
    const text = formatCapabilities(capabilities);
    const lost = lostNames(scope.plan.conf, capabilities.permitted);
    const element = keepsOnly(scope.plan.conf) ? "CapKeep" : "CapDrop";
    return [
      ...(mount !== undefined && hasFlag(mount, "nosuid") ? [deadCapability(place, file.path, text)] : []),
      ...(lost.length > 0 && !isIgnored(scope.plan.conf, mount)
        ? [capabilityNotKept(place, { path: file.path, capabilities: text, names: lost, element, effective: capabilities.effective })]
        : []),
    ];
  });

const keepsOnly = ({ capKeep }: ConfPlan): boolean => capKeep.length > 0;

/** Those that the container's bounding set lacks. */
const lostNames = (conf: ConfPlan, names: readonly string[]): readonly string[] =>
  names.filter((name) => (keepsOnly(conf) ? !conf.capKeep.includes(name) : conf.capDrop.includes(name)));

/** The kernel does not look at capabilities where nosuid holds, which LXC applies to a bind only with ro or through the mount hook. */
const isIgnored = (conf: ConfPlan, mount: Mount | undefined): boolean => {
  if (mount === undefined || !hasFlag(mount, "nosuid")) return false;
  const remounted = conf.remount?.binds.find((bind) => bind.destination === mount.destination);
  return !bindsSource(mount) || hasFlag(mount, "ro") || (remounted?.options.includes("nosuid") ?? false);
};
