import type { AllowedOnPage, FindingOnPage, FixOnPage } from "../page.ts";
import { withFollowing } from "../findings-on-page.ts";
import { badge, code, counted } from "./words.ts";
import { type Child, element, type Html } from "./element.ts";
import { section } from "./frame.ts";
import { table } from "./table.ts";

/** How many findings there are of each severity, in words. */
export const verdictOf = (causes: readonly FindingOnPage[]): string => {
  const findings = withFollowing(causes);
  const counts = (["error", "warning", "hint"] as const).flatMap((severity) => {
    const count = findings.filter((each) => each.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return counts.length === 0 ? "nothing to mend" : counts.join(", ");
};

export const findingsSection = (findings: readonly FindingOnPage[], allowed: readonly AllowedOnPage[]): Html =>
  section(
    "findings",
    "Findings",
    findings.length === 0
      ? element("p", { class: "none" }, "Nothing was found that will not work, or is not as it should be.")
      : element("ol", { class: "findings" }, ...byCode(findings)),
    allowed.length === 0 ? undefined : allowedTable(allowed),
  );

/** Findings of one code stand together, where they are many. */
const MAX_APART = 3;

const byCode = (findings: readonly FindingOnPage[]): readonly Html[] => {
  const groups = new Map<string, FindingOnPage[]>();
  for (const each of findings) {
    const key = `${each.severity} ${each.code}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => (group.length <= MAX_APART ? group.map(finding) : [together(group)]));
};

const together = (group: readonly FindingOnPage[]): Html => {
  const [first] = group;
  return element(
    "li",
    { class: first?.severity },
    element("h3", {}, badge(first?.severity ?? "", first?.severity ?? ""), ` ${group.length} times: ${first?.title ?? ""}`),
    element("p", { class: "code" }, code(first?.code ?? "")),
    element("details", {}, element("summary", {}, `all ${group.length}`), element("ol", {}, ...group.map(listed))),
  );
};

const finding = (one: FindingOnPage): Html =>
  element(
    "li",
    { class: one.severity },
    element("h3", {}, badge(one.severity, one.severity), " ", one.message),
    bodyOf(one),
    element("p", { class: "code" }, code(one.code), ": ", one.title),
  );

/** Where it is, and what helps. */
const bodyOf = ({ place, source, help, fix, following }: FindingOnPage): Child => [
  element("p", { class: "place" }, place),
  source === undefined || fix.some(({ removed }) => removed.some((line) => line.trim() === source))
    ? undefined
    : element("p", { class: "source" }, code(source)),
  help === undefined ? undefined : element("p", { class: "help" }, element("strong", {}, "What helps: "), help),
  fix.length === 0 ? undefined : [element("p", { class: "help" }, code("check --fix"), " writes:"), ...fix.map(change)],
  following.length === 0
    ? undefined
    : element(
        "details",
        {},
        element("summary", {}, `${counted(following.length, "more finding")} gone when this is mended`),
        element("ol", {}, ...following.map(listed)),
      ),
];

/** One of many below a heading. */
const listed = (one: FindingOnPage): Html => element("li", {}, element("p", { class: "message" }, one.message), bodyOf(one));

const change = ({ removed, added }: FixOnPage): Html =>
  element(
    "ul",
    { class: "change" },
    ...removed.map((line) => element("li", {}, element("del", {}, code(line.trim())))),
    ...added.map((line) => element("li", {}, element("ins", {}, code(line.trim())))),
  );

const allowedTable = (allowed: readonly AllowedOnPage[]): Child =>
  element(
    "details",
    {},
    element("summary", {}, `${counted(allowed.length, "finding")} allowed, each with its reason`),
    table(
      "Findings that are allowed",
      [
        { title: "Finding", cell: (each) => each.message },
        { title: "Allowed because", cell: (each) => each.justification },
        { title: "Where", cell: (each) => [element("span", { class: "place" }, each.place), " ", code(each.code)] },
      ],
      allowed,
    ),
  );
