import { changeOptions } from "../diagnostics/fix.ts";
import { boundPath, type Mount } from "../plan/mount.ts";
import { bindsSource, type Flag, hasFlag } from "../plan/mount-kind.ts";
import { isListed, isUnder } from "../rootfs/paths.ts";
import type { ContainerContext } from "./container-context.ts";
import { type ContainerFacts, locationOf } from "./container-facts.ts";
import { executablesIn } from "./executables-in.ts";
import { capabilitiesOf } from "./file-capabilities.ts";
import type { Found } from "./rule.ts";

/** What a bind shows, as far as the options that it needs go: "executable" is what is both [WRITABLE] and [EXECUTABLE], too. */
export type BindKind = "device" | "executable" | "writable" | "other";

/** The entries of MountPoints; what is generated keeps the security rules by construction. */
export const entryMounts = ({ plan }: ContainerFacts): readonly Mount[] => plan.mounts.filter(({ kind }) => kind === "entry");

/** The binds of one kind that lack options; `why` says why this source needs them. */
export const bindsLacking = (context: ContainerContext, kind: BindKind, why: (source: string) => string): readonly Found[] =>
  entryMounts(context)
    .filter((mount) => bindsSource(mount) && kindOf(context, mount) === kind)
    .flatMap((mount) => {
      const missing = missingFlags(context, mount);
      const stopped = missing.includes("noexec") ? stoppedByNoexec(context, mount) : "";
      return lackingOptions(context, mount, missing, {
        because: `: ${why(boundPath(mount))}${stopped}`,
        undecided: stopped === "" ? [] : ["noexec"],
      });
    });

/** What noexec would keep from being executed: whether anything of it is, only people know. */
const stoppedByNoexec = ({ host }: ContainerFacts, mount: Mount): string => {
  const [first, ...more] = mount.host === undefined ? [] : executablesIn(host.nodes, mount.host);
  if (first === undefined) return "";
  const others = more.length === 0 ? "" : ` and ${more.length} more of its files`;
  return `; with noexec, ${first}${others} can't be executed: if something in the container does so, bind that by an Entry of its own`;
};

interface Lacking {
  /** What ends the help. */
  readonly because?: string;
  /** Options that are left to people. */
  readonly undecided?: readonly string[];
}

/** A finding where a mount lacks options. */
export const lackingOptions = (
  facts: ContainerFacts,
  mount: Mount,
  missing: readonly string[],
  { because = "", undecided = [] }: Lacking = {},
): readonly Found[] =>
  missing.length === 0
    ? []
    : [
        {
          location: locationOf(facts, mount),
          message: `${mount.destination} is mounted without ${missing.join(", ")}`,
          help: changeOptions(
            mount.parts?.options,
            { add: missing.filter((option) => !undecided.includes(option)) },
            `add ${missing.join(",")} to its Options${because}`,
          ),
        },
      ];

const kindOf = ({ config }: ContainerFacts, mount: Mount): BindKind => {
  const source = boundPath(mount);
  if (isUnder(source, "/dev")) return "device";
  if (isListed(source, config.executable)) return "executable";
  return isListed(source, config.writable) ? "writable" : "other";
};

const missingFlags = (context: ContainerContext, mount: Mount): readonly Flag[] => {
  const mayBeSuid = carriesCapabilities(context, mount);
  return neededFlags(context, mount).filter((flag) => !hasFlag(mount, flag) && !(flag === "nosuid" && mayBeSuid));
};

/** What is executed through a mount must not be written through it, and the other way round. */
const neededFlags = (context: ContainerContext, mount: Mount): readonly Flag[] => {
  const { config } = context;
  const source = boundPath(mount);
  if (isUnder(source, "/dev")) return ["nosuid"];
  const isWritable = isListed(source, config.writable);
  const isExecutable = isListed(source, config.executable);
  const flags: Flag[] = mount.isDevice ? ["nosuid"] : ["nosuid", "nodev"];
  if (context.executedThrough().has(mount) || (isExecutable && (!isWritable || hasFlag(mount, "ro")))) return ["ro", ...flags];
  return isWritable ? [...flags, "noexec"] : ["ro", ...flags, "noexec"];
};

const carriesCapabilities = ({ host }: ContainerFacts, mount: Mount): boolean => {
  const node = mount.host === undefined ? undefined : host.nodes.get(mount.host);
  return node !== undefined && capabilitiesOf(node) !== undefined;
};
