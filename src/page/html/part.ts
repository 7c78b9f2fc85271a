import { type Child, element, type Html } from "./element.ts";

/** A part of what is told of a container: its title, and beside it on wide pages all the rest. */
export const part = (title: string, ...children: readonly Child[]): Html =>
  element("div", { class: "part" }, element("h3", {}, title), element("div", {}, ...children));
