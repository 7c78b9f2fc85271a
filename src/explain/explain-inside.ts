import { autoMountedAt } from "../plan/auto-mounts.ts";
import { rootfsPath } from "../plan/container-paths.ts";
import { containerWhy } from "../plan/container-why.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { Why } from "../plan/why.ts";
import { lookup } from "../rootfs/lookup.ts";
import { isUnder } from "../rootfs/paths.ts";
import type { ContainerView } from "../view/container-view.ts";
import { type Answer, type Fact, fact, mountFacts } from "./answer.ts";
import { explainEntry } from "./explain-entry.ts";
import type { ExplainedDevice } from "./explained-device.ts";
import { neededFacts } from "./needed-by.ts";

/** Why a container sees something at a path of its own; `undefined` where it sees nothing. */
export const explainInside = (device: ExplainedDevice, container: ContainerPlan, path: string): Answer | undefined => {
  const view = device.views.containers.get(container.name);
  const place = view && realPlace(view, container, path);
  if (view === undefined || place === undefined) return undefined;
  const linked = linkFact(view, place);
  const needed = neededFacts(device, container, place);
  if (container.rootfs === undefined) {
    const facts = [...linked, ...fact("host file", `/${place}`), ...needed];
    return { what: "the host's own: the container shares the host's rootfs", whys: [containerWhy(container)], facts };
  }
  const mount = view.originOf(place)?.mount;
  if (mount !== undefined) {
    const isKnown = view.rootfs.nodes.get(place) !== undefined;
    const what = place === mount.place ? "a mount" : isKnown ? "shown by a mount" : "if anything, what only the running device has there";
    return { what, whys: [mount.why], facts: [...linked, ...mountFacts(mount, place), ...needed] };
  }
  const filled = filledByLxc(container, place);
  if (view.rootfs.nodes.get(place) === undefined) return { what: "if anything, what LXC makes there", whys: filled, facts: [] };
  const answer = explainOwn(device, container, place);
  return { ...answer, whys: [...answer.whys, ...filled], facts: [...answer.facts, ...needed] };
};

/** The place that a path comes to, a symlink at its end not followed; `undefined` where nothing is, nor will be on the running device. */
const realPlace = (view: ContainerView, container: ContainerPlan, path: string): string | undefined => {
  const found = lookup(view.rootfs, path, { followLast: false });
  if (found.kind === "found") return found.node.path;
  const isFilled = found.kind === "missing" && (isFilledLater(view, found.path) || filledByLxc(container, found.path).length > 0);
  return isFilled ? found.path : undefined;
};

/** What LXC fills before it mounts the entries: the file systems of AutoMount, a fresh /dev. */
const filledByLxc = ({ conf }: ContainerPlan, place: string): readonly Why[] => [
  ...conf.settings.filter((each) => autoMountedAt([each], place) !== undefined).map(({ why }) => why),
  ...(conf.autoDev && isUnder(place, "dev") ? [conf.autoDevWhy] : []),
];

/** What a mount shows that is no bind of what the rootfs has: proc, a tmpfs, what the device makes at run time. */
const isFilledLater = (view: ContainerView, place: string): boolean => {
  const mount = view.originOf(place)?.mount;
  return mount !== undefined && mount.host === undefined && mount.inside?.own === undefined;
};

const linkFact = (view: ContainerView, place: string): readonly Fact[] => {
  const node = view.rootfs.nodes.get(place);
  return node?.type === "symlink" ? fact("symlink to", node.target) : [];
};

/** What stands in the container's own tree; of a directory that LXC makes for a mount, what is mounted below it. */
const explainOwn = ({ overlay }: ExplainedDevice, container: ContainerPlan, place: string): Answer => {
  const rootfs = rootfsPath(container);
  const path = place === "" ? rootfs : `${rootfs}/${place}`;
  const [first, ...more] = overlay.get(path) ?? [];
  if (first === undefined) {
    const whys = container.mounts.filter((mount) => isUnder(mount.place, place)).map(({ why }) => why);
    return { what: "a directory that leads to what is mounted below", whys: whys.slice(0, 1), facts: [] };
  }
  const answer = explainEntry(overlay, [first, ...more]);
  return { ...answer, facts: [...fact("in the overlay", path), ...answer.facts] };
};
