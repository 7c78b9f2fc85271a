import type { Span } from "../diagnostics/diagnostic.ts";
import type { TaggedElement } from "../explain/conditions.ts";
import { elementName } from "../explain/print-answer.ts";
import { conditionsText } from "../model/conditions-text.ts";
import { xmlText } from "./xml-text.ts";
import type { Why } from "../plan/why.ts";

/** What asked for something. */
export interface Reason {
  /** In words, or the name of an element. */
  readonly text: string;
  /** `app.xml:14:9`; absent where no description asks for it. */
  readonly place?: string;
  /** The element as XML. */
  readonly xml?: string;
  /** Which of the active tags keep it. */
  readonly tags?: string;
}

/** Tells reasons by the elements that stand at their places. */
export type TellReason = (why: Why) => Reason;

export const reasonTeller =
  (elementAt: (span: Span) => TaggedElement | undefined): TellReason =>
  ({ reason, span }) => {
    if (span === undefined) return { text: reason };
    const tagged = elementAt(span);
    const conditions = tagged?.conditions ?? [];
    return {
      text: elementName(reason, tagged),
      place: `${span.file}:${span.line}:${span.column}`,
      ...(tagged === undefined ? {} : { xml: xmlText(tagged.element) }),
      ...(conditions.length === 0 ? {} : { tags: conditionsText(conditions) }),
    };
  };
