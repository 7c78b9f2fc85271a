import type { AllowedOnPage, FindingOnPage, FixOnPage } from "../page.ts";
import { badge, code, counted } from "./words.ts";
import { type Child, element, type Html } from "./element.ts";
import { table } from "./table.ts";

/** How many findings there are of each severity, in words. */
export const verdictOf = (findings: readonly Pick<FindingOnPage, "severity">[]): string => {
  const counts = (["error", "warning", "hint"] as const).flatMap((severity) => {
    const count = findings.filter((each) => each.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return counts.length === 0 ? "nothing to mend" : counts.join(", ");
};

export const findingsSection = (findings: readonly FindingOnPage[], allowed: readonly AllowedOnPage[]): Html =>
  element(
    "section",
    { id: "findings", "aria-labelledby": "findings-title" },
    element("h2", { id: "findings-title" }, "Findings"),
    findings.length === 0
      ? element("p", { class: "none" }, "Nothing was found that will not work, or is not as it should be.")
      : element("ol", { class: "findings" }, ...findings.map(finding)),
    allowed.length === 0 ? undefined : allowedTable(allowed),
  );

const finding = ({ severity, code: name, title, message, place, source, help, fix }: FindingOnPage): Html =>
  element(
    "li",
    { class: severity },
    element("h3", {}, badge(severity, severity), " ", message),
    element("p", { class: "place" }, place),
    source === undefined ? undefined : element("p", { class: "source" }, code(source)),
    help === undefined ? undefined : element("p", { class: "help" }, element("strong", {}, "What helps: "), help),
    element("p", { class: "code" }, code(name), ": ", title),
    fix.length === 0 ? undefined : [element("p", { class: "help" }, code("check --fix"), " writes:"), ...fix.map(change)],
  );

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
