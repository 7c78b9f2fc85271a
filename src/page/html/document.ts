import { createHash } from "node:crypto";
import style from "../page.css?raw";
import { type Child, element, markup } from "./element.ts";

/** Nothing is loaded, nothing runs, nothing is sent; the style is the one that is written here. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** A document that needs nothing but itself. */
export const htmlDocument = (title: string, ...body: readonly Child[]): string => {
  const head = element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("meta", { name: "referrer", content: "no-referrer" }),
    element("title", {}, title),
    element("style", {}, { html: style }),
  );
  return `<!DOCTYPE html>\n${markup(element("html", { lang: "en" }, head, element("body", {}, ...body)))}\n`;
};
