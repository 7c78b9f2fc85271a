import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { Service } from "../rootfs/services.ts";
import { readUnitCommands } from "../rootfs/unit-command.ts";
import { expandUnit, unitVariables } from "./unit-words.ts";

/** The words of what a service starts, program first, as far as they are known; nothing where it starts nothing. */
export const startWords = (rootfs: HostRootfs, service: Service): readonly (string | undefined)[] => {
  const setting = service.get("ExecStart");
  if (setting === undefined) return [];
  // With the prefix @ the second word is what the program is told to be called.
  const hasName = /^[-:+!|]*@/.test(setting.value);
  const words = readUnitCommands(expandUnit(setting.value, service, unitVariables(rootfs, service))).at(-1)?.words ?? [];
  return hasName ? [words[0], ...words.slice(2)] : words;
};

/** The service that starts a program, else one that is called like it. */
export const serviceFor = (
  rootfs: HostRootfs,
  services: readonly Service[],
  { path, node }: { readonly path: string; readonly node: HostNode },
): Service | undefined =>
  services.find((service) => isSame(rootfs, startWords(rootfs, service)[0], node)) ??
  services.find(({ name, get }) => name === `${baseOf(path)}.service` && get("ExecStart") !== undefined);

/** Whether a service starts a program itself. */
export const isStartedBy = (rootfs: HostRootfs, service: Service, node: HostNode): boolean =>
  isSame(rootfs, startWords(rootfs, service)[0], node);

const isSame = (rootfs: HostRootfs, path: string | undefined, node: HostNode): boolean => {
  const found = path === undefined ? undefined : lookup(rootfs, path);
  return found?.kind === "found" && found.node.contentOffset === node.contentOffset;
};
