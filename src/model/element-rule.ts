import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { ValueForm } from "./value-form.ts";

/** What the format knows of one element. */
export interface ElementRule {
  /** How often it may be set in one parent: once, or as often as one likes. */
  readonly times: "once" | "any";
  /** The form of its text; an element without it holds elements only. */
  readonly text?: ValueForm;
  readonly attributes?: Readonly<Record<string, ValueForm>>;
  readonly requiredAttributes?: readonly string[];
  /** The attribute without which nothing else in it has an effect. */
  readonly switch?: string;
  readonly children?: Readonly<Record<string, ElementRule>>;
  /** An element with required children that has none of them counts as not set. */
  readonly requiredChildren?: readonly string[];
  /** What is said of an empty one, where its author may take it for something else than none. */
  readonly empty?: (span: Span, name: string) => Diagnostic;
}
