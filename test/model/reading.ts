import { expect } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { readActiveTags } from "../../src/model/active-tags.ts";
import type { Config } from "../../src/model/config.ts";
import type { Container } from "../../src/model/container.ts";
import { readConfig } from "../../src/model/read-config.ts";
import { type Containers, readContainers } from "../../src/model/read-containers.ts";
import { parseDescription } from "../../src/parse/parse-description.ts";
import { noted } from "../support/produced-codes.ts";

const INI = "[TAGS]\nversion = debug, release\nSOC = arm_1, arm_2, mips_1\n[RANGE]\nVER =\n";

export const configOf = (text: string = INI): Config => {
  const { value, diagnostics } = readConfig(Buffer.from(text), "config.ini");
  expect(diagnostics).toEqual([]);
  return value ?? expect.unreachable();
};

export interface How {
  /** The value of `-t`. */
  readonly tags?: string;
  readonly secure?: boolean;
  readonly sharedRootfs?: boolean;
  /** Which of the texts are in the secure group, by their numbers from 0 on. */
  readonly secureGroup?: readonly number[];
}

export interface Reading extends Containers {
  readonly diagnostics: readonly Diagnostic[];
  /** `code@file:line:column`, without the file's name where it is the only one. */
  readonly found: readonly string[];
}

/** Reads descriptions given as texts; the first is called `1.xml`. */
export const read = (
  texts: string | readonly string[],
  { tags = "", secure = false, sharedRootfs = false, secureGroup = [] }: How = {},
): Reading => {
  const config = configOf();
  const active = readActiveTags(tags === "" ? [] : [tags], config);
  expect(active.diagnostics).toEqual([]);
  const files = typeof texts === "string" ? [texts] : texts;
  const descriptions = files.map((text, index) => {
    const parsed = parseDescription(Buffer.from(text), `${index + 1}.xml`);
    return { ...(parsed.value ?? expect.unreachable(JSON.stringify(parsed.diagnostics))), secure: secureGroup.includes(index) };
  });
  const { value, diagnostics } = readContainers({
    descriptions,
    config,
    tags: active.value,
    options: { secure, sharedRootfs },
    complete: true,
  });
  const found = diagnostics.map(({ code, location }) => {
    if (location.kind !== "text") return code;
    return `${code}@${files.length > 1 ? `${location.file}:` : ""}${location.line}:${location.column}`;
  });
  return { ...value, diagnostics: noted(diagnostics), found };
};

const PARAMS = "<LxcParams><LauncherName>l</LauncherName><ExecName>/bin/x -a</ExecName></LxcParams>";

/** A description around the inside of LxcConfig; its first line is that of the text. */
export const withConfig = (inside: string, attributes = 'SandboxName="S"'): string =>
  `<CONTAINER ${attributes}>${PARAMS}<LxcConfig>\n${inside}</LxcConfig></CONTAINER>`;

export const withParams = (inside: string, attributes = 'SandboxName="S"'): string =>
  `<CONTAINER ${attributes}><LxcParams>\n${inside}</LxcParams></CONTAINER>`;

/** The values of a setting that is written as given. */
export const settingsOf = ({ settings }: Container, element: string): readonly string[] =>
  settings.filter(({ row }) => row.element === element).map(({ value }) => value);

/** The only container of a description without findings. */
export const containerOf = (texts: string | readonly string[], options: How = {}): Container => {
  const { containers, found } = read(texts, options);
  expect(found).toEqual([]);
  expect(containers).toHaveLength(1);
  return containers[0] ?? expect.unreachable();
};
