import type { Line } from "../../diff/diff-lines.ts";
import type { FileDiff } from "../release/diff-page.ts";
import { type Child, element, type Html } from "./element.ts";
import { section } from "./frame.ts";
import { badge, code, counted } from "./words.ts";

/** More than anybody reads, and large: `lxc-overlay diff` has all of them. */
const MAX_FILES = 500;
const MAX_LINES = 3000;

/** How the entries of the overlays differ. */
export const filesSection = (files: readonly FileDiff[]): Html => {
  let lines = 0;
  const shown = files.slice(0, MAX_FILES).map((file) => {
    lines += file.hunks.reduce((sum, each) => sum + each.length, 0);
    return fileItem(file, lines <= MAX_LINES);
  });
  const more = files.length - shown.length;
  return section(
    "files",
    "Entries of the overlays",
    files.length === 0
      ? element("p", { class: "none" }, "The overlays have the same entries.")
      : element("ul", { class: "entries" }, ...shown),
    more > 0 ? element("p", {}, `and ${counted(more, "more", "more")}, which `, code("lxc-overlay diff"), " lists.") : undefined,
  );
};

const KINDS: Readonly<Record<FileDiff["kind"], string>> = { added: "notable", removed: "hint", changed: "plain" };

const fileItem = ({ path, kind, changes, hunks }: FileDiff, isShown: boolean): Html => {
  const words = changes
    .filter(({ what }) => what !== "content")
    .map(({ what, before, after }) => `${what} ${before === "" ? "none" : before} to ${after === "" ? "none" : after}`);
  const line: Child = [badge(kind, KINDS[kind]), " ", code(path), words.length === 0 ? undefined : ` ${words.join(", ")}`];
  return element(
    "li",
    {},
    hunks.length === 0 || !isShown ? line : element("details", {}, element("summary", {}, line), ...hunks.map(hunkList)),
  );
};

const hunkList = (lines: readonly Line[]): Html =>
  element("ul", { class: "change" }, ...lines.map((line) => element("li", {}, lineOf(line))));

const lineOf = ({ kind, text }: Line): Html => {
  const shown = code(text.replace(/\n$/, ""));
  return kind === "same" ? shown : element(kind === "added" ? "ins" : "del", {}, shown);
};
