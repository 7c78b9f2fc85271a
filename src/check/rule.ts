import type { Advice } from "../diagnostics/fix.ts";
import type { Location, Severity, Verdict } from "../diagnostics/diagnostic.ts";
import type { ContainerContext } from "./container-context.ts";
import type { RunContext } from "./run-context.ts";

/** One thing that check judges: a finding's code, and whether and where it holds. */
export type Rule = ContainerRule | RunRule;

/** Judges each container for itself. */
export interface ContainerRule<Code extends string = string> extends RuleOf<Code, ContainerContext> {
  readonly kind: "container";
  /** Whether it is about what LXC does, and not the runtime of a bundle. */
  readonly isOfLxc?: true;
}

/** Judges all containers of a run together. */
export interface RunRule<Code extends string = string> extends RuleOf<Code, RunContext> {
  readonly kind: "run";
}

/** "sanity" and "missing-libs": as the option of that name says. "either": each finding says it. */
export type RuleSeverity = Severity | "sanity" | "missing-libs" | "either";

/** What a rule has found. */
export interface Found {
  readonly location: Location;
  readonly message: string;
  /** What to do about it, in words; with its fix where `check --fix` does it. */
  readonly help?: Advice | string | undefined;
  /** Given where the rule's severity is "either". */
  readonly severity?: Verdict;
}

interface RuleOf<Code extends string, Subject> {
  readonly code: Code;
  readonly severity: RuleSeverity;
  /** What a finding means, in a sentence. */
  readonly title: string;
  readonly judge: (subject: Subject) => readonly Found[];
}
