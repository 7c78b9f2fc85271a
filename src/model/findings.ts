import { closest } from "../diagnostics/closest.ts";
import { type Diagnostic, type Span, atSpan } from "../diagnostics/diagnostic.ts";
import { meantOne } from "../diagnostics/did-you-mean.ts";
import { type Advice, asGuess, writeValue } from "../diagnostics/fix.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import type { Instead, ValueForm } from "./value-form.ts";

export const MODEL_CODES = {
  error: {
    "repeated-element": "An element that may be set once is set twice in one file, all tags considered.",
    "missing-element": "An element lacks a child that it needs.",
    "missing-attribute": "An element lacks an attribute that it needs.",
    "bad-value": "The text of an element or the value of an attribute is not of the form it needs.",
    "control-character": "A value holds a newline, tab or other control character; in lxc.conf it could forge another line.",
    "missing-base": "An append has no base description in the same invocation.",
    "duplicate-base": "Two base descriptions have one SandboxName.",
    "type-mismatch": "A base description and its append differ in Type.",
    "mode-mismatch": "A base description and its append are not both in the secure group.",
    "launcher-mismatch": "An append's LauncherName or ContainerName is not its base's.",
    "incomplete-start": "An append changes how the container starts without giving both LauncherName and ExecName.",
    "conflicting-places": "A setting that may stand in two places stands in both, with different values.",
    "bad-source": 'A Source has a segment "..": what it is would not be told by its spelling.',
    "bad-destination": "A Destination, LogPath or LibsScanDir is empty or leads out of the container.",
    "caps-on-directory": "File capabilities are set on something that is no file.",
  },
  warning: {
    "unknown-element": "A description has an element that the format does not know in that place.",
    "unknown-attribute": "An element has an attribute that is neither of the format nor a declared tag.",
    "stray-text": "There is text where the format has elements only.",
    "no-launcher": "A container has no LxcParams.",
    "not-switched-on": "An element has no effect, since the attribute that switches it on is not given.",
    "rootfs-ignored": 'The Rootfs of another file has no effect, since the base or another append says create="no".',
    overridden: "An LxcParams or a variable has no effect, for a later one of its file counts whenever it does.",
    "appends-disagree": "Two appends of a container set one element to different values.",
    "repeated-param": "Two Attach of one file have the same ParamName.",
    "variable-ignored": "A Variable has no =, or nothing before it.",
    "variable-as-in-shell": "A Variable is written as for a shell: quotes around its value, or the word export, are a part of it.",
  },
} as const;

const { error, warning } = findingsOf(MODEL_CODES);

/** An element that stands in the wrong one. */
const standsIn = (span: Span, places: readonly string[]): Advice | string => {
  const help = `it stands in ${places.join(" or ")}`;
  const [into] = places;
  return into === undefined || places.length > 1 ? help : { help, fix: [{ kind: "move", at: span, into }] };
};

interface OtherPlaces {
  /** What it may be a misspelling of. */
  readonly similar: readonly string[];
  /** The elements that it may stand in. */
  readonly places: readonly string[];
  /** Whether it may stand here in the description of a bundle. */
  readonly isOfBundles: boolean;
}

export const unknownElement = (span: Span, name: string, parent: string, { similar, places, isOfBundles }: OtherPlaces): Diagnostic =>
  warning(
    "unknown-element",
    atSpan(span),
    `the element ${name} is not known in ${parent} and is ignored${isOfBundles ? ': it is there only with Type="dobby"' : ""}`,
    places.length > 0 ? standsIn(span, places) : meantOne(similar, (to) => [{ kind: "name", at: span, to }]),
  );

export const overridden = (span: Span, what: string, firstLine: number): Diagnostic =>
  warning(
    "overridden",
    atSpan(span),
    `${what} in line ${firstLine} never has an effect: this one counts as well, and the last is taken`,
    "keep one of the two, or let tags choose",
  );

export const appendsDisagree = (span: Span, name: string, first: Span): Diagnostic =>
  warning(
    "appends-disagree",
    atSpan(span),
    `${name} is another one in the append ${first.file}, line ${first.line}: the last append on the command line counts`,
    "set it in one append",
  );

export const unknownAttribute = (span: Span, name: string, element: string, similar: readonly string[]): Diagnostic =>
  warning(
    "unknown-attribute",
    atSpan(span),
    `the attribute ${name} of ${element} is neither known nor a declared tag and is ignored`,
    meantOne(similar, (to) => [{ kind: "name", at: span, to }]),
  );

/** A text; `isSwitch`: of an element that an attribute switches on, which is not given. */
export const strayText = (
  { span, name, text }: { readonly span: Span; readonly name: string; readonly text: string },
  isSwitch: boolean,
): Diagnostic =>
  warning(
    "stray-text",
    atSpan(span),
    `the text "${shorten(text)}" in ${name} means nothing and is ignored`,
    isSwitch && /^(?:yes|no|true|false|1|0|on|off)$/i.test(text)
      ? `write <${name} enable="${/^(?:yes|true|1|on)$/i.test(text) ? "true" : "false"}"/>: an attribute switches it`
      : "remove it, or put it into an element",
  );

export const repeatedElement = (span: Span, name: string, firstLine: number): Diagnostic =>
  error("repeated-element", atSpan(span), `${name} is set in line ${firstLine} already`, "let tags choose one of them");

export const missingElement = (span: Span, element: string, child: string): Diagnostic =>
  error("missing-element", atSpan(span), `${element} needs the element ${child}`, `add <${child}>…</${child}>`);

export const missingAttribute = (span: Span, element: string, name: string, form: string): Diagnostic =>
  error("missing-attribute", atSpan(span), `${element} needs the attribute ${name}: ${form}`, `add ${name}="…"`);

export const badValue = (span: Span, name: string, value: string, { form, choices = [], help }: ValueForm): Diagnostic =>
  error(
    "bad-value",
    atSpan(span),
    `${name} can't be "${shorten(value)}": it is ${form}`,
    meantOne(closest(value, choices), (to) => [{ kind: "value", at: span, to }]) ??
      inAdvice(span, help?.(value)) ??
      (choices.length > 0 ? "write one of them" : undefined),
  );

const inAdvice = (span: Span, help: Instead | string | undefined): Advice | string | undefined =>
  typeof help === "object" ? writeValue(span, help.write, help.help) : help;

export const controlCharacter = (span: Span, name: string): Diagnostic =>
  error("control-character", atSpan(span), `${name} holds a newline, a tab or another control character`, "write it on one line");

export const missingBase = (span: Span, name: string, bases: Iterable<string>): Diagnostic =>
  error(
    "missing-base",
    atSpan(span),
    `this append has no base: no description with SandboxName="${name}" and without APPEND is given`,
    meantBase(span, closest(name, bases)) ?? "give the base description in the same run",
  );

const meantBase = (span: Span, similar: readonly string[]): Advice | string | undefined =>
  meantOne(similar, (to) => asGuess([{ kind: "attribute", at: span, name: "SandboxName", to }]));

export const duplicateBase = (span: Span, name: string, firstFile: string): Diagnostic =>
  error("duplicate-base", atSpan(span), `${firstFile} describes ${name} already`, "an append has an APPEND attribute");

export const typeMismatch = (span: Span, name: string, baseFile: string): Diagnostic =>
  error("type-mismatch", atSpan(span), `this append to ${name} has another Type than its base ${baseFile}`, "give both the same Type");

export const modeMismatch = (span: Span, name: string, { secure, base }: { readonly secure: boolean; readonly base: Span }): Diagnostic => {
  const [own, other] = secure ? ["", "not "] : ["not ", ""];
  return error(
    "mode-mismatch",
    atSpan(span),
    `this append to ${name} is ${own}in the secure group, but its base ${base.file}:${base.line}:${base.column} is ${other}in it: which one decides is not told`,
    "give both with --secure-xml, or both without it",
  );
};

export const noLauncher = (span: Span, name: string): Diagnostic =>
  warning(
    "no-launcher",
    atSpan(span),
    `${name} has no LxcParams: it gets no launcher`,
    "add LxcParams; or allow this, if something else starts the container",
  );

export const notSwitchedOn = (span: Span, element: string, attribute: string): Diagnostic =>
  warning(
    "not-switched-on",
    atSpan(span),
    `${element} has no effect without ${attribute}="yes"`,
    `add ${attribute}="yes", or ${attribute}="no" if that is meant`,
  );

export const rootfsIgnored = (span: Span, other: Span): Diagnostic =>
  warning(
    "rootfs-ignored",
    atSpan(span),
    `what stands in this Rootfs is left out: the container shares the host's rootfs (create="no" at ${other.file}:${other.line})`,
    'add create="yes" if the container is to have one of its own',
  );

export const launcherMismatch = (span: Span, element: string, value: string, base: string): Diagnostic =>
  error("launcher-mismatch", atSpan(span), `${element} is "${value}", but "${base}" in the base`, `leave ${element} out or make it equal`);

export const incompleteStart = (span: Span, element: string): Diagnostic =>
  error(
    "incomplete-start",
    atSpan(span),
    `${element} in an append counts only together with ${element === "ExecName" ? "LauncherName" : "LauncherName and ExecName"}`,
    "LauncherName and ExecName together replace start",
  );

export const repeatedParam = (span: Span, name: string, firstLine: number): Diagnostic =>
  warning(
    "repeated-param",
    atSpan(span),
    `this Attach replaces the one with the ParamName ${name} in line ${firstLine}`,
    "give each Attach a ParamName of its own",
  );

export const conflictingPlaces = (span: Span, name: string, firstLine: number): Diagnostic =>
  error("conflicting-places", atSpan(span), `${name} has another value in line ${firstLine}`, "keep one of them");

export const variableIgnored = (span: Span, text: string): Diagnostic =>
  warning("variable-ignored", atSpan(span), `"${shorten(text)}" sets no variable and is ignored`, "write NAME=value");

export const variableAsInShell = (span: Span, text: string, meant: string): Diagnostic =>
  warning(
    "variable-as-in-shell",
    atSpan(span),
    `"${shorten(text)}" is taken as it stands, since no shell reads it: ${/^export\s/.test(text) ? "the variable's name begins with export" : "the quotes are a part of the value"}`,
    writeValue(span, meant, `write ${meant}`),
  );

export const badSource = (span: Span, source: string): Diagnostic =>
  error("bad-source", atSpan(span), `"${source}" has a segment "..", which hides what is mounted`, "name the path that it leads to");

export const badDestination = (span: Span, destination: string): Diagnostic =>
  error(
    "bad-destination",
    atSpan(span),
    `"${destination}" is not a path inside the container: it is empty or has a segment ".."`,
    "name a path below the root of the container",
  );

export const capsOnDirectory = (span: Span, type: string): Diagnostic =>
  error(
    "caps-on-directory",
    atSpan(span),
    `caps can't be set on an Entry of type ${type}, only on a file`,
    "set caps on an Entry of type file",
  );

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
