import { type Child, element, type Html } from "./element.ts";

/** A section under its heading, to which its id leads. */
export const section = (id: string, title: string, ...children: readonly Child[]): Html =>
  element("section", { id, "aria-labelledby": `${id}-title` }, element("h2", { id: `${id}-title` }, title), ...children);

/** Links to the sections of a page, by their ids. */
export const navigation = (links: readonly (readonly [id: string, text: string])[]): Html =>
  element(
    "nav",
    { "aria-label": "On this page" },
    element("ul", {}, ...links.map(([id, text]) => element("li", {}, element("a", { href: `#${id}` }, text)))),
  );
