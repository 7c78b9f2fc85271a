import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DescriptionSyntax } from "../parse/syntax.ts";
import type { Config } from "./config.ts";
import { judgeOverridden } from "./judge-overridden.ts";
import { judgeNeverSelected } from "./never-selected.ts";

/** What is wrong with the tags of descriptions whatever values are active. */
export const judgeTags = (descriptions: readonly DescriptionSyntax[], config: Config): readonly Diagnostic[] =>
  descriptions.flatMap((description) => [...judgeNeverSelected(description, config), ...judgeOverridden(description, config)]);
