import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import {
  badConfigPath,
  badTagValue,
  rangeWithValue,
  reservedTagName,
  tagDeclaredTwice,
  unknownOption,
  unknownSection,
} from "./config-findings.ts";
import { type IniOption, type IniSection, parseIni } from "../parse/parse-ini.ts";
import { climbs } from "../linux/path-spelling.ts";
import type { Config } from "./config.ts";
import { FORMAT_ATTRIBUTES } from "./schema.ts";

const SECTIONS = ["TAGS", "RANGE", "WRITABLE", "EXECUTABLE", "LIBRARIES"] as const;

/** Reads config.ini: the tags a description may use, and what the host's paths are for. A section that is missing is empty. */
export const readConfig = (bytes: Uint8Array, file: string): Staged<Config | undefined> => {
  const { value: sections, diagnostics: parsed } = parseIni(bytes, file);
  if (sections === undefined) return { value: undefined, diagnostics: parsed };
  const diagnostics: Diagnostic[] = [...parsed];
  const options = (name: (typeof SECTIONS)[number]): readonly IniOption[] => sections.find((each) => each.name === name)?.options ?? [];
  for (const section of sections.filter(({ name }) => !(SECTIONS as readonly string[]).includes(name))) {
    diagnostics.push(unknownSection(section.span, section.name, SECTIONS));
  }
  for (const tag of [...options("TAGS"), ...options("RANGE")]) {
    if (FORMAT_ATTRIBUTES.has(tag.name)) diagnostics.push(reservedTagName(tag.span, tag.name));
  }
  for (const range of options("RANGE")) {
    if (options("TAGS").some(({ name }) => name === range.name)) diagnostics.push(tagDeclaredTwice(range.span, range.name));
    if (range.value !== "") diagnostics.push(rangeWithValue(range.span, range.name));
  }
  const config = {
    file,
    tags: new Map(options("TAGS").map((tag) => [tag.name, readTagValues(tag, diagnostics)])),
    ranges: new Set(options("RANGE").map(({ name }) => name)),
    writable: readPaths(sections, "WRITABLE", diagnostics),
    executable: readPaths(sections, "EXECUTABLE", diagnostics),
    libraries: readPaths(sections, "LIBRARIES", diagnostics),
  };
  return { value: config, diagnostics };
};

/** Commas and line ends separate. */
const readTagValues = (tag: IniOption, diagnostics: Diagnostic[]): readonly string[] => {
  const values = tag.value
    .split(/[,\n]/)
    .map((value) => value.trim())
    .filter((value) => value !== "");
  for (const value of values) {
    if (/[\s:!*=]/.test(value)) diagnostics.push(badTagValue(tag.span, tag.name, value));
  }
  return [...new Set(values)];
};

/** Commas and white space separate; a trailing slash says nothing. Sources of mount entries that are no paths may only be writable. */
const readPaths = (sections: readonly IniSection[], name: string, diagnostics: Diagnostic[]): readonly string[] => {
  const options = sections.find((each) => each.name === name)?.options ?? [];
  for (const option of options.filter((each) => each.name !== "paths")) diagnostics.push(unknownOption(option.span, option.name, name));
  return options
    .filter((each) => each.name === "paths")
    .flatMap(({ value, span }) => {
      const paths = new Set(value.split(/[,\s]+/).filter((path) => path !== ""));
      const form = name === "WRITABLE" ? /^(\/|[\w-]+$)/ : /^\//;
      diagnostics.push(...[...paths].filter((path) => !form.test(path) || climbs(path)).map((path) => badConfigPath(span, path, name)));
      return [...paths].map((path) => path.replace(/(?<=[^/])\/+$/, ""));
    });
};
