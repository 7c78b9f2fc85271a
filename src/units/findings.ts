import { closest } from "../diagnostics/closest.ts";
import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const UNIT_CODES = {
  error: {
    "same-unit-name": "Two launchers, or a launcher and an Attach, would have one systemd unit.",
    "no-unit-for": "--with-units names a container that there is not, or that has no launcher.",
  },
  warning: {
    "drop-in-applies": "A drop-in of the host changes a unit that is generated.",
    "needs-masked-unit": "Something of the host needs a unit that is masked, since its program runs in a container now.",
  },
  hint: {
    "host-unit-replaced": "A unit of the host is replaced or masked, since a generated one starts its program.",
  },
} as const;

const { error, warning, hint } = findingsOf(UNIT_CODES);

export const sameUnitName = (location: Location, unit: string, other: string): Diagnostic =>
  error("same-unit-name", location, `${unit} would be the unit of ${other} as well`, "give one of them another LauncherName or ParamName");

export const noUnitFor = (location: Location, name: string, names: readonly string[]): Diagnostic => {
  const similar = closest(name, names);
  return error(
    "no-unit-for",
    location,
    `${name} is no container with a launcher`,
    similar.length > 0
      ? `did you mean ${similar.join(" or ")}?`
      : names.length > 0
        ? `there are ${names.join(", ")}`
        : "give a description LxcParams",
  );
};

export const dropInApplies = (location: Location, unit: string, file: string): Diagnostic =>
  warning(
    "drop-in-applies",
    location,
    `/${file} of the host changes ${unit}, which is generated now: what it sets was meant for the program on the host`,
    `take it out of the host rootfs, or call the launcher otherwise`,
  );

/** `needer` needs it by a setting of its own, or by what a setting implies. */
export const needsMaskedUnit = (location: Location, { unit, needer, has, isImplied }: UnitNeed, instead: string): Diagnostic =>
  warning(
    "needs-masked-unit",
    location,
    `${needer} has ${has}, which is masked, since ${instead} starts its program in a container: that fails`,
    isImplied
      ? `leave the host its ${unit} and the service behind it: name the other containers in --with-units=NAME,...`
      : `let it name ${instead}, or call the launcher ${unit.replace(/\.service$/, "")}, so that the unit keeps its name`,
  );

/** What needs a unit. */
export interface UnitNeed {
  readonly unit: string;
  readonly needer: string;
  /** The setting, as it stands, or with what it implies. */
  readonly has: string;
  readonly isImplied: boolean;
}

export const hostUnitReplaced = (location: Location, text: string): Diagnostic =>
  hint("host-unit-replaced", location, text, "what it did beside starting the program is for the description to say");
