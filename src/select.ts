import type { Staged } from "./diagnostics/diagnostic.ts";
import { hasErrors } from "./diagnostics/diagnostic.ts";
import { collectFindings } from "./diagnostics/collect-findings.ts";
import { readActiveTags } from "./model/active-tags.ts";
import type { ActiveTags, Config, Selection } from "./model/config.ts";
import type { Container } from "./model/container.ts";
import { judgeTags } from "./model/judge-tags.ts";
import { readConfig } from "./model/read-config.ts";
import type { Options } from "./model/options.ts";
import { type Description, readContainers } from "./model/read-containers.ts";
import { parseDescription } from "./parse/parse-description.ts";

export interface TextInput {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A description's text, and whether it is in the secure group: its container is secure, whatever the options say. */
export interface DescriptionInput extends TextInput {
  readonly secure?: boolean;
}

export interface SelectInput {
  readonly descriptions: readonly DescriptionInput[];
  readonly config: TextInput;
  /** The values of `-t`: `K=V,K=V`. */
  readonly tagArguments: readonly string[];
  readonly options: Pick<Options, "secure" | "sharedRootfs">;
}

/** What the descriptions say under the active tags; `config` and `tags` are absent if they can't be used. */
export interface Selected {
  readonly config: Config | undefined;
  readonly tags: ActiveTags | undefined;
  readonly containers: readonly Container[];
  readonly selections: readonly Selection[];
  /** Those that could be read. */
  readonly descriptions: readonly Description[];
}

/** The first half of the pipeline, a pure function: it needs no rootfs. */
export const select = (input: SelectInput): Staged<Selected> => {
  const { found: diagnostics, report, take } = collectFindings();
  const config = take(readConfig(input.config.bytes, input.config.file));
  const tags = config && take(readActiveTags(input.tagArguments, config));
  const isUsable = !hasErrors(diagnostics);
  const { descriptions, complete } = take(parseDescriptions(input.descriptions));
  if (config === undefined || tags === undefined || !isUsable)
    return { value: { config, tags, containers: [], selections: [], descriptions }, diagnostics };
  report(...judgeTags(descriptions, config));
  const read = take(readContainers({ descriptions, config, tags, options: input.options, complete }));
  return { value: { config, tags, descriptions, ...read }, diagnostics };
};

/** Reads descriptions, before any tag is known: those that can be read, and whether these are all. */
export const parseDescriptions = (
  texts: readonly DescriptionInput[],
): Staged<{ readonly descriptions: readonly Description[]; readonly complete: boolean }> => {
  const { found: diagnostics, take } = collectFindings();
  const descriptions = texts.flatMap(({ file, bytes, secure = false }): readonly Description[] => {
    const syntax = take(parseDescription(bytes, file));
    return syntax === undefined ? [] : [{ ...syntax, secure }];
  });
  return { value: { descriptions, complete: descriptions.length === texts.length }, diagnostics };
};
