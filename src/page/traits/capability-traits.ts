import { CAPABILITY_NAMES } from "../../linux/file-capabilities.ts";
import type { ConfPlan } from "../../plan/conf-plan.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** What processes of root hold, and what no process can gain beyond (capabilities(7), the bounding set). */
export const capabilityTraits = ({ capKeep, capDrop, capWhys }: ConfPlan, tell: TellReason): readonly Trait[] => {
  const reasons = [...new Set([...capKeep, ...capDrop].flatMap((name) => capWhys.get(name) ?? []))].map(tell);
  return heldTraits(heldCapabilities(capKeep, capDrop), reasons);
};

/** The capabilities that are left by what is kept or dropped; `none` alone is kept where nothing is. */
export const heldCapabilities = (keep: readonly string[], drop: readonly string[]): readonly string[] => {
  const isHeld = (name: string): boolean => (keep.length > 0 ? keep.includes(name) : !drop.includes(name));
  return CAPABILITY_NAMES.filter(isHeld);
};

/** A trait that names them all, or those that are lost where these are fewer. */
const heldTraits = (held: readonly string[], reasons: Trait["reasons"] = []): readonly Trait[] => {
  const lost = CAPABILITY_NAMES.filter((name) => !held.includes(name));
  const powers = lost.length === 0 ? ["all capabilities"] : [];
  const butLost = lost.length === 0 ? `all ${CAPABILITY_NAMES.length}` : `all but ${lost.join(" ")}`;
  const value = lost.length < held.length ? butLost : held.length === 0 ? "none" : held.join(" ");
  return [trait("capabilities", "may hold", { value, powers, reasons })];
};
