import type { Location } from "../../diagnostics/diagnostic.ts";
import type { HostNode, HostRootfs } from "../../rootfs/host-rootfs.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { readHostText } from "../../rootfs/read-file.ts";
import { type ContainerFacts, locationOf } from "../container-facts.ts";

/** A file of the host that lxc.conf names. */
export interface SettingFile {
  /** As it is named. */
  readonly path: string;
  readonly location: Location;
  readonly node: HostNode;
}

/** The files that an element names, as far as the host has them; what it lacks is told of elsewhere. */
export const settingFiles = (facts: ContainerFacts, element: string): readonly SettingFile[] =>
  facts.plan.conf.settings.flatMap((setting) => {
    if (setting.row.element !== element) return [];
    const found = lookup(facts.host, setting.value);
    return found.kind === "found" ? { path: setting.value, location: locationOf(facts, setting), node: found.node } : [];
  });

/** The text of a file; `undefined` for what is none, or larger than anybody writes. */
export const textOfNode = (host: HostRootfs, node: HostNode): string | undefined =>
  node.type === "file" ? readHostText(host, node) : undefined;
