import { closest } from "../../diagnostics/closest.ts";
import { SYSTEM_CALLS } from "../../linux/system-calls.ts";
import type { Dialect } from "../../model/options.ts";
import { readAction } from "./seccomp-action.ts";
import { readSection } from "./seccomp-sections.ts";
import type { MachineFamily } from "../../execution/machine-family.ts";

/** A line of a profile that LXC does not take. */
export interface ProfileProblem {
  readonly line: number;
  readonly message: string;
  readonly help?: string | undefined;
}

/** What a profile does about one system call. */
export interface ProfileRule {
  readonly line: number;
  readonly call: string;
  /** `kill`, `errno 1`, `allow`…; undefined where arguments decide. */
  readonly action: string | undefined;
  /** Whether the device's machine has the section that it stands in; undefined where nobody knows. */
  readonly isHere: boolean | undefined;
}

/** A seccomp profile as LXC reads it. */
export interface SeccompProfile {
  readonly version: 1 | 2;
  /** What is done about calls that have no rule. */
  readonly otherwise: string;
  /** Of version 2 only: the numbers of version 1 mean other calls on each machine. */
  readonly rules: readonly ProfileRule[];
}

/** What of a profile can't be read, or the profile. */
export type ReadProfile =
  | { readonly kind: "problem"; readonly problem: ProfileProblem }
  | { readonly kind: "profile"; readonly profile: SeccompProfile };

/** What a profile is read for. */
export interface ProfileReader {
  readonly dialect: Dialect;
  readonly family: MachineFamily | undefined;
}

/**
 * Reads a seccomp profile as LXC does: src/lxc/seccomp.c of 5.0.2 (parse_config, parse_config_v1, parse_config_v2), each refusal seen with
 * it. The first line that is not taken ends it.
 */
export const readSeccompProfile = (text: string, reader: ProfileReader): ReadProfile => {
  // What fscanf(3) passes over: isspace(3), of no other character.
  const [start, number] = /^[ \t\n\v\f\r]*([+-]?\d+)[ \t\n\v\f\r]*/.exec(text) ?? [];
  if (text.startsWith("\ufeff")) return problem(1, "a byte order mark stands before the profile's version", "save the file without it");
  if (start === undefined) return problem(1, `${quoted(text)} is not the profile's version`, "write 2 into the first line");
  const line = start.split("\n").length;
  const rest = text.slice(start.length);
  if (number !== "1" && number !== "2") return problem(1, `there is no version ${number}`, "write 2");
  if (rest === "") return problem(line, "nothing follows the version", number === "1" ? "write allowlist" : "write allowlist or denylist");
  const style = firstLine(rest);
  const lines = rest.split("\n").slice(1);
  if (style.includes("debug")) return problem(line, "LXC does not know debug yet", "take it out");
  return number === "1" ? readVersion1({ style, lines, line }, reader) : readVersion2({ style, lines, line }, reader);
};

interface Body {
  readonly style: string;
  readonly lines: readonly string[];
  /** The number of the line with the style. */
  readonly line: number;
}

const problem = (line: number, message: string, help?: string): ReadProfile => ({ kind: "problem", problem: { line, message, help } });

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";

const quoted = (text: string): string => `"${firstLine(text).slice(0, 60)}"`;

/** "allowlist" and "denylist" came with LXC 4.0; version 1 knows no other word for it from then on. */
const styleWords = (dialect: Dialect): { readonly allow: readonly string[]; readonly deny: readonly string[] } =>
  Number(dialect) < 4
    ? { allow: ["whitelist"], deny: ["blacklist"] }
    : { allow: ["allowlist", "whitelist"], deny: ["denylist", "blacklist"] };

const readVersion1 = ({ style, lines, line }: Body, { dialect }: ProfileReader): ReadProfile => {
  const { allow, deny } = styleWords(dialect);
  const known = Number(dialect) >= 5 ? ["allowlist"] : allow;
  if (!known.some((word) => style.includes(word))) {
    const isDeny = deny.some((word) => style.includes(word));
    const help = isDeny ? "write 2 into the first line, and names of system calls" : `write ${known[0] ?? ""}`;
    return problem(line, `version 1 takes ${known.join(" or ")}, not ${quoted(style)}`, help);
  }
  const numbered = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  const wrong = numbered.findIndex((each) => !/^\s*[+-]?\d/.test(each));
  if (wrong < 0) return { kind: "profile", profile: { version: 1, otherwise: "kill", rules: [] } };
  const help = "write 2 into the first line for names, comments and empty lines";
  return problem(line + 1 + wrong, `version 1 has one number of a system call a line, not ${quoted(numbered[wrong] ?? "")}`, help);
};

const readVersion2 = ({ style, lines, line }: Body, reader: ProfileReader): ReadProfile => {
  const { allow, deny } = styleWords(reader.dialect);
  const isDeny = deny.some((word) => style.startsWith(word));
  if (!isDeny && !allow.some((word) => style.startsWith(word))) {
    const words = [...allow, ...deny];
    const [similar = `${allow[0] ?? ""} or ${deny[0] ?? ""}`] = closest(style.trim().split(/\s/)[0] ?? "", words);
    return problem(line, `${quoted(style)} is no style of a policy`, `write ${similar}`);
  }
  const given = style.includes(" ") ? readAction(style.slice(style.indexOf(" ") + 1)) : undefined;
  if (given?.kind === "none") return problem(line, `a blank stands behind ${style.trim()}`, "take it away");
  if (given?.kind === "wrong") return problem(line, given.message, given.help);
  const otherwise = given?.action ?? (isDeny ? "allow" : "kill");
  const byDefault = isDeny ? "kill" : "allow";
  const rules: ProfileRule[] = [];
  let isHere: boolean | undefined = true;
  for (const [index, each] of lines.entries()) {
    const at = line + 1 + index;
    if (each === "" || each.startsWith("#")) continue;
    if (each.startsWith("[")) {
      const section = readSection(each, reader.family);
      if (section.kind === "wrong") return problem(at, section.message, section.help);
      isHere = section.isHere;
      continue;
    }
    if (isHere === false) continue;
    const rule = readRule(each, { byDefault, otherwise });
    if (rule.kind === "rule") rules.push({ ...rule, line: at, isHere });
    else if (isHere === true) return problem(at, rule.message, rule.help);
  }
  return { kind: "profile", profile: { version: 2, otherwise, rules } };
};

type ReadRule =
  | { readonly kind: "rule"; readonly call: string; readonly action: string | undefined }
  | { readonly kind: "wrong"; readonly message: string; readonly help?: string | undefined };

/** `call`, `call ACTION`, `call ACTION [ARGUMENT,VALUE,OPERATOR]…` */
const readRule = (text: string, { byDefault, otherwise }: { readonly byDefault: string; readonly otherwise: string }): ReadRule => {
  const blank = text.indexOf(" ");
  const call = blank < 0 ? text : text.slice(0, blank);
  if (call === "")
    return {
      kind: "wrong",
      message: `${quoted(text)} begins with a blank, so that ${text.trim()} is taken for an action`,
      help: `write ${text.trim()}`,
    };
  const given = blank < 0 ? undefined : readAction(text.slice(blank + 1));
  if (given?.kind === "wrong") return given;
  const action = given?.kind === "action" ? given.action : byDefault;
  const parts = text.includes("[") ? text.split("]").filter((part) => part !== "") : [];
  const wrong = parts.find((part) => !isArgument(part));
  if (wrong !== undefined) {
    return {
      kind: "wrong",
      message: `"${wrong.trim()}]" is no condition on an argument`,
      help: "write [INDEX,VALUE,OPERATOR] like [0,1,SCMP_CMP_EQ], behind the action",
    };
  }
  if (action === otherwise && SYSTEM_CALLS.has(call)) {
    const message = `${call} gets ${action}, which calls without a rule get as well: libseccomp refuses that`;
    return { kind: "wrong", message, help: "remove the line, or give it another action" };
  }
  return { kind: "rule", call, action: parts.length > 0 ? undefined : action };
};

/** get_seccomp_arg_value: `[INDEX,VALUE,OPERATOR]` or with a mask behind. */
const isArgument = (part: string): boolean => {
  const [, index, value = "", operator = "", mask = "0"] = /\[\s*([0-5]),([^,]{1,23}),([^0-9^,]{1,30})(?:,([^,]{1,23}))?/.exec(part) ?? [];
  const isNumber = (text: string): boolean => /^\s*(?:0x[\da-f]+|\d+)$/i.test(text);
  return index !== undefined && isNumber(value) && isNumber(mask) && OPERATORS.has(operator);
};

const OPERATORS: ReadonlySet<string> = new Set(
  "!= < <= == >= > &= SCMP_CMP_NE SCMP_CMP_LT SCMP_CMP_LE SCMP_CMP_EQ SCMP_CMP_GE SCMP_CMP_GT SCMP_CMP_MASKED_EQ".split(" "),
);
