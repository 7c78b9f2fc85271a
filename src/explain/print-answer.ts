import { escapeControls } from "../diagnostics/print-escape.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import { conditionsText } from "../model/conditions-text.ts";
import { subjectOf } from "../model/element-subject.ts";
import type { Why } from "../plan/why.ts";
import type { Answer } from "./answer.ts";
import type { TaggedElement } from "./conditions.ts";

/** An answer for people: what stands there, a line for each thing that asked for it, a line for each fact. */
export const printAnswer = (asked: string, { what, whys, facts }: Answer, elementAt: (span: Span) => TaggedElement | undefined): string => {
  const reasons = new Set(whys.map((why) => printReason(why, elementAt)));
  const lines = [`${asked}: ${what}`, ...[...reasons, ...facts.map(({ label, text }) => `${label}: ${text}`)].map((each) => `  ${each}`)];
  return lines.map((each) => `${escapeControls(each)}\n`).join("");
};

/** `app.xml:14:9: MountPoints: Entry /dev/snd (SOC_VER="arm*" matches arm_19.1)`. */
const printReason = ({ reason, span }: Why, elementAt: (span: Span) => TaggedElement | undefined): string => {
  if (span === undefined) return `lxc-overlay: ${reason}`;
  const tagged = elementAt(span);
  const conditions = tagged?.conditions ?? [];
  const tags = conditions.length === 0 ? "" : ` (${conditionsText(conditions)})`;
  return `${span.file}:${span.line}:${span.column}: ${elementName(reason, tagged)}${tags}`;
};

/** The reason with the element's name and what tells it from others, where it does not say them itself. */
export const elementName = (reason: string, tagged: TaggedElement | undefined): string => {
  if (tagged === undefined) return reason;
  const { name } = tagged.element;
  const subject = subjectOf(tagged.element);
  // AllowDefaultDevices stands for several of DevicesAllow.
  if (subject === undefined) return /^[A-Z]\w*$/.test(reason) ? name : reason;
  if (reason.endsWith(subject)) return reason;
  return reason === name ? `${name} ${subject}` : `${reason}: ${name} ${subject}`;
};
