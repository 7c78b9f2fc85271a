import * as rules from "./rule-list.ts";
import type { Rule } from "./rule.ts";

/** The codes of all rules. */
export type RuleCode = (typeof rules)[keyof typeof rules]["code"];

export const RULES: readonly Rule[] = Object.values<Rule>(rules);
