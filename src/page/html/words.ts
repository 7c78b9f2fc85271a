import { type Child, element, type Html } from "./element.ts";

/** `1 container`, `3 entries`. */
export const counted = (count: number, one: string, several = `${one}s`): string => `${count} ${count === 1 ? one : several}`;

export const code = (text: string): Html => element("code", {}, text);

/** A word that stands out. */
export const badge = (text: string, kind: string): Html => element("span", { class: `badge ${kind}` }, text);

/** What a reviewer looks for first. */
const GRAVE: ReadonlySet<string> = new Set(["root", "all capabilities", "host network", "every device", "unconfined"]);

export const powerBadges = (powers: readonly string[]): Child =>
  powers.map((each) => [" ", badge(each, GRAVE.has(each) ? "grave" : "notable")]);

/** Children with something between each two. */
export const joined = (children: readonly Child[], between: Child): Child =>
  children.map((each, index) => (index === 0 ? each : [between, each]));
