import { CAPABILITY_CODES } from "../model/capability-findings.ts";
import { CONFIG_CODES } from "../model/config-findings.ts";
import { MODEL_CODES } from "../model/findings.ts";
import { readConfig } from "../model/read-config.ts";
import { TAG_CODES } from "../model/tag-findings.ts";
import { PARSE_CODES } from "../parse/findings.ts";
import type { TextInput } from "../select.ts";

/** Whether a code tells of what a description says, whatever is on the device. */
export const isOfText = (code: string): boolean => TEXT_CODES.has(code);

const TEXT_CODES: ReadonlySet<string> = new Set(
  [PARSE_CODES, CONFIG_CODES, MODEL_CODES, TAG_CODES, CAPABILITY_CODES].flatMap((table) =>
    Object.values(table).flatMap((titles) => Object.keys(titles)),
  ),
);

/** Whether an attribute is called as a tag that a config.ini declares. */
export const isTagOf = (config: TextInput): ((name: string) => boolean) => {
  const read = readConfig(config.bytes, config.file).value;
  return (name) => read?.tags.has(name) === true || read?.ranges.has(name) === true;
};
