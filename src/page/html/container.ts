import { FACET_NAMES, type FacetName } from "../facets.ts";
import type { ContainerOnPage } from "../page.ts";
import type { Trait } from "../trait.ts";
import { anchorOf } from "./anchor.ts";
import { element, type Html } from "./element.ts";
import { graphPart } from "./graph.ts";
import { mountsPart } from "./mounts.ts";
import { facetPart } from "./traits.ts";
import { code, joined } from "./words.ts";

/** All that is told of a container. */
export const containerSection = ({ name, files, traits, graph }: ContainerOnPage): Html => {
  const of = (facet: FacetName): readonly Trait[] => traits.filter((each) => each.facet === facet);
  const id = anchorOf(name);
  return element(
    "section",
    { id, class: "container", "aria-labelledby": `${id}-title` },
    element("h2", { id: `${id}-title` }, name),
    element("p", { class: "files" }, "Described in ", joined(files.map(code), ", ")),
    FACET_NAMES.map((facet) => (facet === "mounts" ? mountsPart(name, of(facet)) : facetPart(facet, name, of(facet)))),
    graphPart(name, id, graph),
  );
};
