import type { Verdict } from "../../diagnostics/diagnostic.ts";
import type { Service } from "../../rootfs/services.ts";
import type { UnitSetting } from "../../rootfs/unit-file.ts";
import type { ContainerContext } from "../container-context.ts";

/** What a setting of a unit does to the container that the unit starts. */
export interface Effect {
  readonly setting: UnitSetting;
  readonly severity: Verdict;
  /** What happens, behind the setting's name and value. */
  readonly what: string;
  /** What to write instead; where nothing is said, nothing. */
  readonly instead?: string;
}

/** Finds what a setting does, if it harms. */
export type FindEffect = (context: ContainerContext, service: Service) => Effect | undefined;

/** parse_boolean of systemd's src/basic/parse-util.c. */
export const isOn = (setting: UnitSetting | undefined): boolean => /^(?:1|y|yes|t|true|on)$/i.test(setting?.value ?? "");

/** The words of all lines of a setting that is a list, each with whether it stands behind a `~`. */
const listOf = (settings: readonly UnitSetting[]): readonly { readonly word: string; readonly isTaken: boolean }[] =>
  settings.flatMap(({ value }) => {
    const isTaken = value.startsWith("~");
    return value
      .replace(/^~/, "")
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word) => ({ word, isTaken }));
  });

/** Whether a list leaves what one of `names` stands for: systemd.exec(5), the first line says whether all or nothing stands there before. */
export const leaves = (settings: readonly UnitSetting[], names: readonly string[]): boolean => {
  const [first, ...rest] = listOf(settings);
  if (first === undefined) return true;
  return [first, ...rest].reduce((is, { word, isTaken }) => (names.includes(word.replace(/:.*/, "")) ? !isTaken : is), first.isTaken);
};
