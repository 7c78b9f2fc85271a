import { isSetuid } from "../../linux/set-id.ts";
import { hasFlag } from "../../plan/mount-kind.ts";
import type { HostNode } from "../../rootfs/host-rootfs.ts";
import type { ViewLayer } from "../../view/container-view.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { capabilitiesOf } from "../file-capabilities.ts";
import type { ContainerRule } from "../rule.ts";

/** A process that is not root has a capability only from a file that it executes: capabilities(7). CapKeep gives none, it leaves what is there. */
export const uselessCapability: ContainerRule<"useless-capability"> = {
  kind: "container",
  code: "useless-capability",
  severity: "warning",
  title: "CapKeep names capabilities that no process of the container can have.",
  judge: (context) => {
    const { capKeep, capWhys } = context.plan.conf;
    const [first] = capKeep;
    const why = first === undefined ? undefined : capWhys.get(first);
    if (why === undefined || capKeep.includes("none") || mayHaveAny(context)) return [];
    const files = grantingFiles(context);
    if (files.some(({ mode, uid }) => uid === 0 && isSetuid(mode))) return [];
    const carried = new Set(files.flatMap((file) => capabilitiesOf(file)?.permitted ?? []));
    // Where one of them is carried, the others are more than is needed, but no mistake about what CapKeep does.
    if (capKeep.some((name) => carried.has(name))) return [];
    const list = capKeep.join(", ");
    return [
      {
        location: locationOf(context, { why }),
        message: `no process of the container can have ${list}, which CapKeep names: none is root, and no file in it carries that`,
        help: `give the program caps="${capKeep.map((name) => `cap_${name}`).join(",")}+ep", or remove ${list} from CapKeep`,
      },
    ];
  },
};

/** Root has what is kept; and what only the device knows may carry anything, but for mounts that are nosuid. */
const mayHaveAny = ({ plan, view }: ContainerContext): boolean => {
  const { launcher, rootfs } = plan;
  if (launcher === undefined || rootfs === undefined) return true;
  const isRoot = [launcher.start, ...launcher.attaches].some(({ process: { uid } }) => uid === 0);
  return isRoot || [...view.unknown].some((place) => !isNosuid(view.layers.get(place)));
};

const isNosuid = (layer: ViewLayer | undefined): boolean => layer?.origin?.mount !== undefined && hasFlag(layer.origin.mount, "nosuid");

/** The files whose capabilities and setuid bits the kernel looks at. */
const grantingFiles = ({ view, elfSubtree }: ContainerContext): readonly HostNode[] =>
  [...view.layers.values()]
    .filter((layer) => !isNosuid(layer))
    .flatMap(({ node, bound }) => (bound !== undefined && node?.type === "directory" ? elfSubtree(bound).files : (node ?? [])));
