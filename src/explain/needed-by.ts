import type { Closure } from "../check/closure.ts";
import { chainOf, chainText } from "../check/missing-needs.ts";
import type { Start } from "../check/starts.ts";
import type { Loaded } from "../loader/loaded.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { Fact } from "./answer.ts";
import type { ExplainedDevice } from "./explained-device.ts";

/** Enough to see why it is there. */
const MAX_CHAINS = 5;

/** Who loads the library at a place of a container, and who needs that in turn; nothing for what is not called like a library. */
export const neededFacts = (device: ExplainedDevice, container: ContainerPlan, place: string): readonly Fact[] => {
  const context = /\.so(?:\.|$)/.test(baseOf(place)) ? device.contextOf(container) : undefined;
  if (context === undefined) return [];
  const { starts, closure, view } = context;
  const found = lookup(view.rootfs, place);
  if (found.kind !== "found" || found.node.type !== "file") return [];
  const commanded = needersOf({ starts: starts(), moduleNeeds: [] }, found.node);
  // What a command loads is the reason, whatever else would load it. All that is in the container is looked at only if it is not that.
  const needers = commanded.length > 0 ? commanded : needersOf(closure(), found.node);
  const chains = [...new Set(needers.map((by) => chainText(chainOf(by))))];
  if (chains.length === 0) return [{ label: "needed by", text: "nothing in the container, as far as its programs and libraries tell" }];
  const more = chains.length - MAX_CHAINS;
  return [...chains.slice(0, MAX_CHAINS), ...(more > 0 ? [`${more} more`] : [])].map((text) => ({ label: "needed by", text }));
};

const needersOf = ({ starts, moduleNeeds }: Pick<Closure, "starts" | "moduleNeeds">, library: HostNode): readonly Loaded[] => {
  const programs = starts.flatMap((start) => needersIn(start, library));
  const modules = moduleNeeds.filter((need) => isLibrary(need.resolution, library)).map(({ by }) => by);
  return [...programs, ...modules].filter(({ node }) => node.contentOffset !== library.contentOffset);
};

/** A loader searches a name once, for the first that needs it; all that name it are told. */
const needersIn = ({ running: { main }, interpreter, linked }: Start, library: HostNode): readonly Loaded[] => {
  const asInterpreter = isLibrary(interpreter.resolution, library) ? [main] : [];
  const needers = linked.flatMap(({ needs, preloads, objects }) => {
    const found = [...preloads, ...needs].filter((need) => isLibrary(need.resolution, library));
    const names = new Set(found.map(({ name }) => name));
    return [...found.map(({ by }) => by), ...objects.filter(({ elf }) => elf.needed.some((name) => names.has(name)))];
  });
  return [...asInterpreter, ...needers];
};

const isLibrary = (resolution: Closure["moduleNeeds"][number]["resolution"], { contentOffset }: HostNode): boolean =>
  resolution.kind === "found" && resolution.node.contentOffset === contentOffset;
