import { atSpan, type Span } from "../../diagnostics/diagnostic.ts";
import { climbs } from "../../linux/path-spelling.ts";
import type { Bundle } from "../../model/bundle.ts";
import { isListed } from "../../rootfs/paths.ts";
import type { ContainerRule } from "../rule.ts";

/** Dobby's plugins work as root of the device: rdkcentral/Dobby, rdkPlugins/Storage (MountOwnerDetails.cpp, DynamicMountDetails.cpp, LoopMountDetails.cpp), Logging, Minidump. */
export const unsafeHostPath: ContainerRule<"unsafe-host-path"> = {
  kind: "container",
  code: "unsafe-host-path",
  severity: "sanity",
  title: "A plugin of Dobby writes to a path of the host that is not [WRITABLE], gives it away or mounts it writable.",
  judge: ({ plan, config }) =>
    plan.bundle === undefined || plan.target !== "dobby"
      ? []
      : hostPathsOf(plan.bundle.said)
          .filter(({ path }) => !isListed(path, config.writable) || climbs(path))
          .map(({ span, path, effect }) => ({
            location: atSpan(span),
            message: `${effect}, and ${path} is not [WRITABLE]`,
            help: "name a path that is [WRITABLE], or add it there in config.ini if containers may write it",
          })),
};

interface HostPath {
  readonly span: Span;
  readonly path: string;
  /** What Dobby does with it. */
  readonly effect: string;
}

const hostPathsOf = ({ mountOwners, dynamics, loopbacks, logging, minidump }: Bundle): readonly HostPath[] => [
  ...mountOwners.map(({ span, source, user, recursive }) => ({
    span,
    path: source,
    effect: `Dobby makes ${user.value} the owner of ${recursive === true ? `all below ${source}` : source} on the host`,
  })),
  ...dynamics.map(({ span, source, destination }) => ({
    span,
    path: source,
    effect: `Dobby mounts the host's ${source} writable at ${destination}`,
  })),
  ...loopbacks.map(({ span, source }) => ({ span, path: source, effect: `Dobby makes the image ${source} on the host` })),
  ...(logging?.sink === "file"
    ? [{ span: logging.span, path: logging.path, effect: `Dobby writes what the program says to ${logging.path} of the host` }]
    : []),
  ...(minidump === undefined
    ? []
    : [{ span: minidump.span, path: minidump.value, effect: `Dobby writes dumps of crashes to ${minidump.value} of the host` }]),
];
