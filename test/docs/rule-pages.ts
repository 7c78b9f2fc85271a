import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type LinkedElfSketch, writeLinkedElf } from "../support/linked-elf.ts";
import { readText, ROOT, sectionsOf } from "./documents.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

const PAGES = "docs/rules";

/** The codes that have a page. */
export const PAGE_CODES: readonly string[] = existsSync(join(ROOT, PAGES))
  ? readdirSync(join(ROOT, PAGES)).flatMap((name) => (name === "README.md" ? [] : name.replace(/\.md$/, "")))
  : [];

/** A page: what a code means, why it matters on the device, what to do, and an example; docs/rules/README.md tells the form. */
export interface RulePage {
  readonly headings: readonly string[];
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly blocks: readonly Block[];
}

/** A fenced block of the example. */
interface Block {
  readonly language: string;
  /** Words behind the language: before or after (both if none of them), and what it is a part of. */
  readonly words: readonly string[];
  readonly text: string;
}

export const readPage = (code: string): RulePage => {
  const text = readText(`${PAGES}/${code}.md`);
  const sections = sectionsOf(text);
  const bodyOf = (heading: string): string => (sections.get(heading) ?? "").replace(/^#.*\n/, "").trim();
  return {
    headings: [...sections.keys()].filter((heading) => heading !== ""),
    title: bodyOf(`\`${code}\``),
    why: bodyOf("Why"),
    fix: bodyOf("How to fix"),
    blocks: [...bodyOf("Example").matchAll(/^```(\S+)(.*)\n([\s\S]*?)^```$/gm)].map(([, language = "", words = "", block = ""]) => ({
      language,
      words: words.split(" ").filter((word) => word !== ""),
      text: block,
    })),
  };
};

/** One of the two states of a page's example: a command line, and the files that it finds. */
export interface Example {
  readonly line: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** The example of a page, put into the common device and description, before or after the fix. */
export const exampleOf = ({ blocks }: RulePage, state: "before" | "after"): Example => {
  const other = state === "before" ? "after" : "before";
  const here = blocks.filter(({ words }) => !words.includes(other));
  const textsOf = (language: string): readonly string[] => here.flatMap((block) => (block.language === language ? [block.text] : []));
  const command = textsOf("sh").at(-1);
  const xml = here.filter(({ language }) => language === "xml");
  const whole = xml.flatMap(({ words, text }) => (partIn(words) === undefined ? [text] : []));
  const descriptions = whole.length > 0 ? whole : [descriptionOf(xml)];
  const named = descriptions.map((text, index) => [NAMES[index] ?? "", text] as const);
  const others = here.flatMap(({ language, words, text }) => (language === "text" ? [[fileIn(words), text] as const] : []));
  return {
    line: command?.trim().replace(/^lxc-overlay /, "") ?? `check -s -r rootfs.tar ${named.map(([name]) => name).join(" ")}`,
    files: {
      ...Object.fromEntries([...named, ...others]),
      "config.ini": textsOf("ini").at(-1) ?? readText("config.ini"),
      "rootfs.tar": rootfsOf(textsOf("manifest").join("\n")),
    },
  };
};

/** How the descriptions of an example are called. */
const NAMES = ["app.xml", "other.xml", "third.xml"];

const PARTS = [
  "LxcParams",
  "LxcConfig",
  "Environment",
  "Rootfs",
  "MountPoints",
  "MoveContent",
  "LibsRoBindMounts",
  "LibsHardlinks",
] as const;

type Part = (typeof PARTS)[number];

const partIn = (words: readonly string[]): Part | undefined => PARTS.find((part) => words.includes(part));

const fileIn = (words: readonly string[]): string => words.find((word) => word !== "before" && word !== "after") ?? "";

/** The common description, with what an example has instead or beside. */
const descriptionOf = (blocks: readonly Block[]): string => {
  const isBundle = blocks.some(({ words }) => words.includes("bundle"));
  const isBare = blocks.some(({ words }) => words.includes("bare"));
  const given = (part: Part): string => blocks.flatMap(({ words, text }) => (partIn(words) === part ? [text] : [])).join("");
  const unless = (part: Part, element: string, line: string): string =>
    new RegExp(`^<${element}>`, "m").test(given(part)) ? "" : `${line}\n`;
  const section = (part: Part, text: string): string => (text === "" ? "" : `<${part}>\n${text}</${part}>\n`);
  const entries = given("MountPoints") + given("MoveContent");
  return [
    `<CONTAINER SandboxName="APP"${isBundle ? ' Type="dobby"' : ""}>\n`,
    section(
      "LxcParams",
      (isBundle ? "" : unless("LxcParams", "LauncherName", LAUNCHER)) + unless("LxcParams", "ExecName", EXEC) + given("LxcParams"),
    ),
    "<LxcConfig>\n",
    unless("LxcConfig", "UserName", "<UserName>app</UserName>"),
    isBundle && !/<Cap(?:Keep|Drop)>/.test(given("LxcConfig")) ? "<CapKeep>none</CapKeep>\n" : "",
    given("LxcConfig"),
    section("Environment", given("Environment")),
    '<Rootfs create="yes">\n',
    given("Rootfs"),
    section(
      "MountPoints",
      (entries.includes(SOURCE) ? "" : PROGRAM) +
        (entries.includes("<FsType>proc<") ? "" : PROC) +
        given("MountPoints") +
        (isBundle && !isBare ? BUNDLE_ENTRIES : ""),
    ),
    section("MoveContent", given("MoveContent")),
    section("LibsRoBindMounts", given("LibsRoBindMounts") || LIBRARIES),
    section("LibsHardlinks", given("LibsHardlinks")),
    "</Rootfs>\n</LxcConfig>\n</CONTAINER>\n",
  ].join("");
};

const LAUNCHER = "<LauncherName>app</LauncherName>";
const EXEC = "<ExecName>/usr/bin/app</ExecName>";
const SOURCE = "<Source>/usr/bin/app</Source>";
const PROGRAM = `<Entry type="file">${SOURCE}<Destination>usr/bin/app</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>\n`;
const PROC =
  '<Entry type="dir"><Source>proc</Source><Destination>proc</Destination><FsType>proc</FsType><Options>noexec,nosuid,nodev,hidepid=2</Options></Entry>\n';
const BUNDLE_ENTRIES = [
  '<Entry type="file"><Source>/usr/libexec/DobbyInit</Source><Destination>usr/libexec/DobbyInit</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>\n',
  '<Entry type="dir"><Source>tmpfs</Source><Destination>dev</Destination><FsType>tmpfs</FsType><Options>nosuid,mode=0755,size=64k</Options></Entry>\n',
].join("");
const LIBRARIES = "<Entry>ld-linux</Entry>\n<Entry>libc</Entry>\n<Entry>libapp</Entry>\n<Entry>libdep</Entry>\n";

/** The common device with further lines of a manifest. Two keywords are ours: `gone PATH`, and `linked PATH SKETCH`, an ELF file with symbols. */
const rootfsOf = (more: string): Uint8Array => {
  const lines = more.split("\n");
  const gone = new Set(lines.flatMap((line) => (line.startsWith("gone ") ? [line.split(/\s+/)[1]] : [])));
  const frame = DEVICE.split("\n").filter((line) => !gone.has(line.split(/\s+/)[1] ?? ""));
  const added = lines.filter((line) => !line.startsWith("gone ")).map((line) => line.replace(LINKED, elfLine));
  return manifestTarball([...frame, ...added, ""].join("\n"));
};

const LINKED = /^linked\s+(\S+)\s+(.*)$/;

const elfLine = (_line: string, path: string, sketch: string): string =>
  `file ${path} 0755 hex=${Buffer.from(writeLinkedElf({ machine: "arm", ...(JSON.parse(sketch) as Partial<LinkedElfSketch>) })).toString("hex")}`;

const DEVICE: string = readText("test/docs/device.manifest");
