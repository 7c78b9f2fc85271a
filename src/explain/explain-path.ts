import { normalizePath } from "../linux/path-spelling.ts";
import { rootfsPath } from "../plan/container-paths.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import { isUnder, rebase } from "../rootfs/paths.ts";
import type { Answer } from "./answer.ts";
import { explainEntry } from "./explain-entry.ts";
import { explainInside } from "./explain-inside.ts";
import { explainLine, generatedLines } from "./explain-line.ts";
import type { ExplainedDevice } from "./explained-device.ts";
import { neededFacts } from "./needed-by.ts";
import type { TextLine } from "../render/text-line.ts";
import type { AskedEntry } from "./overlay-index.ts";

/** Why something is there: a path of the overlay, `FILE:LINE` of a generated file, or `NAME:/path in the container`; `undefined` where nothing is. */
export const explainPath = (device: ExplainedDevice, asked: string): Answer | undefined => {
  const place = insideOf(device, asked);
  const [first, ...more] = entriesAt(device, asked);
  if (first !== undefined) return withNeeders(device, first, explainEntry(device.overlay, [first, ...more]));
  return explainNumbered(device, asked) ?? (place && explainInside(device, place.container, place.path));
};

export interface InsidePlace {
  readonly container: ContainerPlan;
  readonly path: string;
}

/** The container and the path that `NAME:/path` names. */
export const insideOf = ({ plan }: Pick<ExplainedDevice, "plan">, asked: string): InsidePlace | undefined => {
  const container = plan.containers.find(({ name }) => asked.startsWith(`${name}:/`));
  return container && { container, path: asked.slice(container.name.length + 1) };
};

const entriesAt = ({ overlay }: ExplainedDevice, path: string): readonly AskedEntry[] => overlay.get(normalizePath(path)) ?? [];

const withNeeders = (device: ExplainedDevice, { entry, container }: AskedEntry, answer: Answer): Answer => {
  if (container === undefined) return answer;
  const rootfs = rootfsPath(container);
  if (!isUnder(entry.path, rootfs)) return answer;
  return { ...answer, facts: [...answer.facts, ...neededFacts(device, container, rebase(entry.path, rootfs, ""))] };
};

const explainNumbered = (device: ExplainedDevice, asked: string): Answer | undefined => {
  const found = fileAskedFor(device, asked);
  const line = found?.lines[found.number - 1];
  if (found === undefined || line === undefined) return undefined;
  const answer = explainLine(line);
  const needed = line.mount === undefined ? [] : neededFacts(device, found.container, line.mount.place);
  return { ...answer, facts: [...answer.facts, ...needed] };
};

/** The file whose line is asked for, and how many it has that can be; `undefined` where it is no line of a file of the overlay. */
export const linesAskedFor = (device: ExplainedDevice, asked: string): { readonly path: string; readonly count: number } | undefined => {
  const [, path = ""] = NUMBERED.exec(asked) ?? [];
  if (entriesAt(device, path)[0]?.entry.type !== "file") return undefined;
  return { path, count: fileAskedFor(device, asked)?.lines.length ?? 0 };
};

const NUMBERED = /^(.*):([0-9]+)$/;

interface AskedFile {
  readonly container: ContainerPlan;
  readonly lines: readonly TextLine[];
  readonly number: number;
}

const fileAskedFor = (device: ExplainedDevice, asked: string): AskedFile | undefined => {
  const [, path = "", number] = NUMBERED.exec(asked) ?? [];
  const [first] = entriesAt(device, path);
  if (first?.container === undefined) return undefined;
  const lines = generatedLines(device.plan, first.container, first.entry.content);
  return lines && { container: first.container, lines, number: Number(number) };
};
