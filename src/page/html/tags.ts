import type { ContainerOnPage, Page } from "../page.ts";
import { FACETS } from "../facets.ts";
import type { Trait } from "../trait.ts";
import { anchorOf } from "./anchor.ts";
import { type Child, element } from "./element.ts";
import { section } from "./frame.ts";
import { table } from "./table.ts";
import { code, counted, powerBadges } from "./words.ts";

/** What hangs on tags: what some of their combinations have and others have not, or what the active ones leave out. */
export const tagsSection = ({ containers, leftOut, combinations }: Pick<Page, "containers" | "leftOut" | "combinations">): Child => {
  const differing = containers.flatMap((container) =>
    container.traits.flatMap((each) => (each.only === undefined ? [] : [{ container, each }])),
  );
  if (combinations === undefined && leftOut.length === 0) return undefined;
  return section(
    "tags",
    "What hangs on tags",
    combinations !== undefined && differing.length === 0
      ? element("p", { class: "none" }, "All combinations of tags come to the same.")
      : undefined,
    differing.length === 0 ? undefined : differingTable(differing),
    leftOut.length === 0 ? undefined : leftOutTable(leftOut),
  );
};

interface Differing {
  readonly container: ContainerOnPage;
  readonly each: Trait & { readonly only?: string };
}

const differingTable = (differing: readonly Differing[]): Child =>
  table(
    "What not every combination of tags has",
    [
      { title: "Only with", cell: ({ each }) => code(each.only ?? ""), className: "name" },
      { title: "Container", cell: ({ container }) => element("a", { href: `#${anchorOf(container.name)}` }, container.name) },
      { title: "What", cell: ({ each }) => [FACETS[each.facet].title, ": ", code(each.name), powerBadges(each.powers)] },
      { title: "How", cell: ({ each }) => code([each.value, each.detail].filter((text) => text !== "").join(", ")) },
    ],
    differing,
  );

const leftOutTable = (leftOut: Page["leftOut"]): Child =>
  element(
    "details",
    {},
    element("summary", {}, `${counted(leftOut.length, "element")} left out by the active tags`),
    table(
      "Elements that the active tags leave out",
      [
        { title: "Element", cell: ({ what }) => code(what), className: "name" },
        { title: "Why", cell: ({ tags }) => tags },
        { title: "Where", cell: ({ place }) => element("span", { class: "place" }, place) },
      ],
      leftOut,
    ),
  );
