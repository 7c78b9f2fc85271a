import { countMore, type DiffPage } from "../release/diff-page.ts";
import { anchorOf } from "./anchor.ts";
import { changesParts } from "./changes.ts";
import { htmlDocument } from "./document.ts";
import { type Child, element, type Html } from "./element.ts";
import { navigation, section } from "./frame.ts";
import { filesSection } from "./file-diffs.ts";
import { sharesSection } from "./shares.ts";
import { table } from "./table.ts";
import { badge, counted } from "./words.ts";

/** The page of two overlays as HTML: the same bytes for the same page. */
export const writeDiffPage = (page: DiffPage): string => {
  const { before, after, containers, host, shares, files, version } = page;
  const more = containers.filter(({ changes }) => countMore(changes) > 0);
  const title = `What changes from ${before} to ${after}`;
  const header = element(
    "header",
    {},
    element("h1", {}, title),
    element(
      "p",
      { class: `verdict ${more.length > 0 ? "warning" : "fine"}` },
      element("strong", {}, more.length > 0 ? `${counted(more.length, "container")} may reach more` : "no container reaches more"),
    ),
  );
  return htmlDocument(
    title,
    element("a", { class: "skip", href: "#main" }, "Skip to what changes"),
    header,
    navigation([
      ["overview", "At a glance"],
      ...(shares.length === 0 ? [] : [["shares", "Between containers"] as const]),
      ...containers.map(({ name }) => [anchorOf(name), name] as const),
      ...(host.length === 0 ? [] : [["host", "The host itself"] as const]),
      ["files", "Entries"],
    ]),
    element(
      "main",
      { id: "main" },
      overview(page),
      shares.length === 0 ? undefined : sharesSection(shares, "New between containers"),
      ...containers.map(containerSection),
      host.length === 0 ? undefined : section("host", "The host itself", changesParts("the host", "host", host)),
      filesSection(files),
    ),
    element(
      "footer",
      {},
      element("p", {}, `Written by lxc-overlay ${version} from the files of both overlays; nothing of it was measured on a device.`),
    ),
  );
};

const overview = ({ containers }: DiffPage): Html =>
  section(
    "overview",
    "At a glance",
    containers.length === 0
      ? element("p", { class: "none" }, "The containers are configured alike.")
      : table(
          "Containers that differ, those first that may reach more",
          [
            { title: "Container", cell: ({ name }) => element("a", { href: `#${anchorOf(name)}` }, name) },
            { title: "It is", cell: ({ kind }) => KINDS[kind], className: "kind" },
            { title: "Reaches more", cell: ({ changes }) => countOf(changes, "more") },
            { title: "Reaches less", cell: ({ changes }) => countOf(changes, "less") },
            { title: "Otherwise", cell: ({ changes }) => countOf(changes, "other") },
          ],
          containers,
        ),
  );

type Containers = DiffPage["containers"];

const KINDS: Readonly<Record<Containers[number]["kind"], string>> = { added: "new", removed: "gone", changed: "changed" };

const countOf = (changes: Containers[number]["changes"], reach: Containers[number]["changes"][number]["reach"]): Child => {
  const count = changes.filter((each) => each.reach === reach).length;
  if (count === 0) return "no";
  return reach === "more" ? badge(counted(count, "change"), "notable") : counted(count, "change");
};

const containerSection = ({ name, kind, changes }: Containers[number]): Html =>
  element(
    "section",
    { id: anchorOf(name), class: "container", "aria-labelledby": `${anchorOf(name)}-title` },
    element(
      "h2",
      { id: `${anchorOf(name)}-title` },
      name,
      kind === "changed" ? undefined : [" ", badge(KINDS[kind], kind === "added" ? "notable" : "hint")],
    ),
    changesParts(name, kind, changes),
  );
