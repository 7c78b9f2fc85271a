import type { Location } from "../diagnostics/diagnostic.ts";
import type { EntryParts } from "../model/container.ts";
import type { Mount } from "../plan/mount.ts";
import { type ContainerFacts, locationOf } from "./container-facts.ts";

/** Where a part of a mount stands: the value itself of an entry, else what asked for the mount. */
export const locationOfPart = (facts: ContainerFacts, mount: Mount, part: keyof EntryParts): Location =>
  locationOf(facts, { why: { ...mount.why, span: mount.parts?.[part] ?? mount.why.span } });
