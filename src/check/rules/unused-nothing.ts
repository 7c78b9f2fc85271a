import { atSpan } from "../../diagnostics/diagnostic.ts";
import { isUnder } from "../../rootfs/paths.ts";
import { pathsOfUnused } from "../paths-of-unused.ts";
import type { ContainerRule } from "../rule.ts";

export const unusedNothing: ContainerRule<"unused-nothing"> = {
  kind: "container",
  code: "unused-nothing",
  severity: "warning",
  title: "An Unused names nothing that the mount shows.",
  judge: ({ plan, host }) =>
    plan.mounts.flatMap((mount) => {
      const { host: shown } = mount;
      if (shown === undefined || mount.unused.length === 0) return [];
      const isThere = (path: string): boolean => isUnder(shown, path) || (isUnder(path, shown) && host.nodes.get(path) !== undefined);
      return mount.unused
        .filter(({ value }) => !pathsOfUnused(host, mount, value).some(isThere))
        .map(({ value, span }) => ({
          location: atSpan(span),
          message: `Unused ${value} is nothing in ${mount.destination}`,
          help: "write its path on the host, or in the container",
        }));
    }),
};
