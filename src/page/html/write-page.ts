import { worstOf } from "../findings-on-page.ts";
import type { Page } from "../page.ts";
import { anchorOf } from "./anchor.ts";
import { containerSection } from "./container.ts";
import { htmlDocument } from "./document.ts";
import { element } from "./element.ts";
import { findingsSection, verdictOf } from "./findings.ts";
import { navigation } from "./frame.ts";
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
  const header = element(
    "header",
    {},
    element("h1", {}, title),
    element(
      "p",
      { class: `verdict ${worstOf(findings) ?? "fine"}` },
      element("strong", {}, verdictOf(findings)),
      ` in ${counted(containers.length + unplanned.length, "container")}`,
    ),
    element("p", { class: "mode" }, combinations === undefined ? mode : `${mode}, ${counted(combinations, "combination")} of tags`),
  );
  return htmlDocument(
    title,
    element("a", { class: "skip", href: "#main" }, "Skip to the findings"),
    header,
    navigation([
      ["findings", "Findings"],
      ["overview", "At a glance"],
      ["shares", "Between containers"],
      ...(tags === undefined ? [] : [["tags", "Tags"] as const]),
      ...names.map((name) => [anchorOf(name), name] as const),
      ["inputs", "Made from"],
    ]),
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
