import type { Page } from "../page.ts";
import { anchorOf } from "./anchor.ts";
import { containerSection } from "./container.ts";
import { htmlDocument } from "./document.ts";
import { element, type Html } from "./element.ts";
import { findingsSection, verdictOf } from "./findings.ts";
import { inputsSection } from "./inputs.ts";
import { overviewSection } from "./overview.ts";
import { sharesSection } from "./shares.ts";
import { tagsSection } from "./tags.ts";
import { counted } from "./words.ts";

/** A page as HTML: the same bytes for the same page. */
export const writePage = (page: Page): string => {
  const { findings, allowed, containers, unplanned, shares, inputs, mode, combinations, version } = page;
  const names = containers.map(({ name }) => name);
  const tags = tagsSection(page);
  const title = titleOf(names);
  const [worst] = findings;
  const header = element(
    "header",
    {},
    element("h1", {}, title),
    element(
      "p",
      { class: `verdict ${worst?.severity ?? "fine"}` },
      element("strong", {}, verdictOf(findings)),
      ` in ${counted(containers.length + unplanned.length, "container")}`,
    ),
    element("p", { class: "mode" }, combinations === undefined ? mode : `${mode}, ${counted(combinations, "combination")} of tags`),
  );
  return htmlDocument(
    title,
    element("a", { class: "skip", href: "#main" }, "Skip to the findings"),
    header,
    navigation(names, tags !== undefined),
    element(
      "main",
      { id: "main" },
      findingsSection(findings, allowed),
      overviewSection(page),
      sharesSection(shares),
      tags,
      ...containers.map(containerSection),
      inputsSection(inputs),
    ),
    element(
      "footer",
      {},
      element("p", {}, `Written by lxc-overlay ${version} from the files above; nothing of it was measured on a device.`),
    ),
  );
};

const MAX_NAMED = 3;

const titleOf = (names: readonly string[]): string =>
  names.length > 0 && names.length <= MAX_NAMED
    ? `What ${names.join(", ")} can reach`
    : `What ${counted(names.length, "container")} can reach`;

const SECTIONS: Readonly<Record<string, string>> = {
  findings: "Findings",
  overview: "At a glance",
  shares: "Between containers",
};

const navigation = (containers: readonly string[], hasTags: boolean): Html =>
  element(
    "nav",
    { "aria-label": "On this page" },
    element(
      "ul",
      {},
      ...Object.entries(SECTIONS).map(([id, text]) => link(id, text)),
      hasTags ? link("tags", "Tags") : undefined,
      ...containers.map((name) => link(anchorOf(name), name)),
      link("inputs", "Made from"),
    ),
  );

const link = (id: string, text: string): Html => element("li", {}, element("a", { href: `#${id}` }, text));
