import type { SyntaxElement } from "../parse/syntax.ts";
import type { Setting } from "./container.ts";
import { childrenOf, textsOf } from "./element-contents.ts";
import { SETTINGS, type SettingRow } from "./setting-table.ts";

/** What is set of SETTINGS, in the order of that table; the values of a row in the order of the files. */
export const readSettings = (configs: readonly SyntaxElement[]): readonly Setting[] =>
  SETTINGS.flatMap((row) => {
    const texts = textsOf(homesOf(configs, row), row.element);
    return (row.times === "once" ? texts.slice(-1) : texts).map((text) => ({ row, ...text }));
  });

/** The elements of each file that a setting may stand in: LxcConfig before what is in it. */
const homesOf = (configs: readonly SyntaxElement[], { homes }: SettingRow): readonly SyntaxElement[] =>
  configs.flatMap((config) => homes.flatMap((home) => (home === config.name ? [config] : childrenOf([config], home))));
