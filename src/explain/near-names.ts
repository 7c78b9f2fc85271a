import { closest } from "../diagnostics/closest.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { ExplainedDevice } from "./explained-device.ts";
import { insideOf } from "./explain-path.ts";

/** What may be meant by a name that nothing has: the same path in a container, else what is spelt alike. */
export const nearNames = (device: ExplainedDevice, asked: string): readonly string[] => {
  const { plan, overlay, views } = device;
  const inside = insideOf(device, asked);
  if (inside !== undefined) return closest(asked, placesOf(inside.container));
  const [, name, path] = /^([^/:]+):(\/.*)$/.exec(asked) ?? [];
  if (name !== undefined)
    return closest(
      name,
      plan.containers.map((each) => each.name),
    ).map((each) => `${each}:${path}`);
  const inContainers = plan.containers.filter((each) => {
    const view = each.rootfs && views.containers.get(each.name);
    return view !== undefined && lookup(view.rootfs, asked).kind === "found";
  });
  if (inContainers.length > 0) return inContainers.map((each) => `${each.name}:/${normalizePath(asked)}`);
  return closest(normalizePath(asked), overlay.keys());
};

const placesOf = ({ name, rootfs, mounts }: ContainerPlan): readonly string[] =>
  [...(rootfs?.tree.keys() ?? []), ...mounts.map(({ place }) => place)].map((place) => `${name}:/${place}`);
