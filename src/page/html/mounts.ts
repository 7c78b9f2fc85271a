import { FACETS } from "../facets.ts";
import type { Trait } from "../trait.ts";
import { type Child, element } from "./element.ts";
import { part } from "./part.ts";
import { traitTable } from "./traits.ts";
import { counted } from "./words.ts";

/** The mounts of a container, those first through which it changes something. */
export const mountsPart = (container: string, mounts: readonly Trait[]): Child => {
  const { title, none } = FACETS.mounts;
  const writable = mounts.filter(({ powers }) => powers.length > 0);
  const others = mounts.filter(({ powers }) => powers.length === 0);
  return part(
    title,
    mounts.length === 0 ? element("p", { class: "none" }, none) : undefined,
    writable.length === 0 ? undefined : traitTable("mounts", `What ${container} may change`, writable),
    others.length === 0
      ? undefined
      : element(
          "details",
          { open: others.length <= MAX_OPEN ? true : undefined },
          element("summary", {}, `${counted(others.length, "mount")} to read, or of its own`),
          traitTable("mounts", `What ${container} can only read, or has of its own`, others),
        ),
  );
};

/** More are mostly libraries, and stand folded. */
const MAX_OPEN = 12;
