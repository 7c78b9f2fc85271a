import { sortUtf8 } from "../bytes/compare-utf8.ts";
import type { ContainerPlan } from "./plan.ts";

/** The host paths that a container moves away, absolute, in byte order. */
export const removedPaths = ({ moves }: Pick<ContainerPlan, "moves">): readonly string[] => sortUtf8(moves.map(({ path }) => `/${path}`));
