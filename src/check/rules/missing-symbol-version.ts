import type { UnmetVersion } from "../../loader/unmet-versions.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** glibc only: musl reads no versions. */
export const missingSymbolVersion: ContainerRule<"missing-symbol-version"> = {
  kind: "container",
  code: "missing-symbol-version",
  severity: "error",
  title: "A library in the container lacks a version of its symbols that a program was linked to.",
  judge: (context) => {
    const lacks = new Map<string, { readonly first: UnmetVersion; readonly needers: Set<number> }>();
    const linked = context.closure().starts.flatMap((start) => (start.loader.family === "glibc" ? start.linked : []));
    for (const unmet of linked.flatMap(context.findUnmet)) {
      const key = `${unmet.provider.node.contentOffset} ${unmet.version}`;
      const lack = lacks.get(key) ?? { first: unmet, needers: new Set() };
      lack.needers.add(unmet.by.node.contentOffset);
      lacks.set(key, lack);
    }
    return [...lacks.values()].map(({ first: { version, by, provider }, needers }) => {
      const others = needers.size === 1 ? "" : `; ${needers.size - 1} more ${needers.size === 2 ? "file needs" : "files need"} it`;
      return {
        location: locationOf(context, context.view.originOf(provider.node.path)),
        message: `${provider.node.path} does not have the version ${version}, which ${by.node.path} needs to start${others}`,
        help: `build ${by.node.path} for this library, or take the library that it was built for into the host rootfs`,
      };
    });
  },
};
