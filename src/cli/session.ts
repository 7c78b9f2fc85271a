import { describeCodes } from "./describe-codes.ts";
import { hostFailure } from "./findings.ts";
import { type Diagnostic, hasErrors, type Suppressed } from "../diagnostics/diagnostic.ts";
import type { Replacement } from "../diagnostics/replacement.ts";
import { printJson } from "../diagnostics/print-json.ts";
import { printSarif } from "../diagnostics/print-sarif.ts";
import { printShort } from "../diagnostics/print-short.ts";
import { printText } from "../diagnostics/print-text.ts";
import { printTotals } from "../diagnostics/print-totals.ts";
import type { Host, HostError } from "../io/host.ts";
import { linesOfTexts } from "../parse/text-lines.ts";
import type { TextInput } from "../select.ts";
import { type Arguments, lastOf } from "./parse-arguments.ts";
import type { Screen } from "./progress.ts";

export const DONE = 0;
export const FOUND_ERRORS = 1;
export const WRONG_USAGE = 2;
export const FAILED = 3;

/** A command at work: its command line, the machine, and what it found so far. */
export interface Session {
  readonly args: Arguments;
  readonly host: Host;
  /** Whether standard error carries text, not one document. */
  readonly talks: boolean;
  /** Whether findings are told to people, not to programs. */
  readonly isForPeople: boolean;
  /** Says what only `-v` wants to know. */
  detail(text: string): void;
  /** Says what came of a good run; not with `-q`, and not where standard error is for programs. */
  outcome(text: string): void;
  /** A listener that shows on a terminal how far `what` is unpacked. */
  progress(what: string): (bytes: number) => void;
  /** Shows on a terminal what is going on. */
  step(what: string): void;
  /** How findings and reports call a file, wherever it lies: from the working directory. What is printed calls it as it was given. */
  nameOf(path: string): string;
  /** Keeps diagnostics for `conclude` (`texts` are the sources they may quote); whether there are errors among them. */
  found(diagnostics: readonly Diagnostic[], texts?: readonly TextInput[]): boolean;
  /** Keeps which findings follow from others. */
  explained(causes: ReadonlyMap<Diagnostic, Diagnostic>): void;
  /** Says what the fixes of findings replace, which only SARIF tells. */
  mendable(replacementsOf: (diagnostic: Diagnostic) => readonly Replacement[]): void;
  /** Keeps findings that are allowed, which only SARIF tells. */
  suppressed(allowed: readonly Suppressed[]): void;
  /** Keeps a failure of the machine, with which the command can only end. */
  failed(failure: HostError): void;
  /** Gives the exit code of what was found so far. As text it is printed now, what is not yet printed; a document waits for the end. */
  conclude(): number;
  /** Ends the command: everything is printed that was found. */
  end(): number;
}

const STEP = 10_000_000;

export const openSession = (args: Arguments, screen: Screen): Session => {
  const { host } = screen;
  const form = lastOf(args, "diagnostics") ?? "text";
  const talks = form === "text" || form === "short";
  const isForPeople = form === "text";
  const quiet = args.options.has("quiet");
  const draws = host.terminal && talks && !quiet && !args.options.has("no-progress");
  const all: Diagnostic[] = [];
  const allowed: Suppressed[] = [];
  const texts: TextInput[] = [];
  const given = new Map<string, string>();
  const causes = new Map<Diagnostic, Diagnostic>();
  let printed = 0;
  let hasFailed = false;
  let replacementsOf: (diagnostic: Diagnostic) => readonly Replacement[] = () => [];
  const nameOf = (path: string): string => {
    const [, kind = "", place = ""] = /^(oci:)?(.*)$/s.exec(path) ?? [];
    const name = kind + host.relativePath(place);
    if (name !== path) given.set(name, path);
    return name;
  };
  const named = renaming(nameOf);
  const asGiven = renaming((file) => given.get(file) ?? file);
  const print = (diagnostics: readonly Diagnostic[]): string => {
    const shown = (quiet ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics).map(asGiven);
    if (form === "short") return printShort(shown);
    const unfolded = args.options.has("verbose");
    const following = new Map([...causes].map(([each, cause]) => [asGiven(each), asGiven(cause)]));
    return (
      printText(shown, {
        linesOf: linesOfTexts(texts.map((each) => ({ ...each, file: given.get(each.file) ?? each.file }))),
        color: wantsColor(host),
        causes: following,
        unfolded,
      }) + (quiet ? "" : printTotals(shown))
    );
  };
  const draw = (text: string): void => {
    if (draws) screen.draw(text);
  };
  const conclude = (): number => {
    screen.clear();
    if (talks && printed < all.length) host.log(print(all.slice(printed)));
    printed = all.length;
    const isWrong = hasErrors(all) || (args.options.has("strict") && all.some(({ severity }) => severity === "warning"));
    return hasFailed ? FAILED : isWrong ? FOUND_ERRORS : DONE;
  };
  return {
    args,
    host,
    talks,
    isForPeople,
    detail: (text) => {
      if (talks && args.options.has("verbose")) host.log(`${text}\n`);
    },
    outcome: (text) => {
      if (isForPeople && !quiet) host.log(`${text}\n`);
    },
    progress: (what) => (bytes) => draw(`unpacking ${what}: ${Math.floor(bytes / STEP) * 10} MB`),
    step: draw,
    nameOf,
    found: (diagnostics, sources = []) => {
      for (const each of diagnostics) all.push(named(each));
      texts.push(...sources);
      return hasErrors(diagnostics);
    },
    explained: (more) => {
      for (const [each, cause] of more) causes.set(named(each), named(cause));
    },
    mendable: (replacements) => {
      replacementsOf = (each) => replacements(each).map((one) => ({ ...one, file: nameOf(one.file) }));
    },
    suppressed: (more) => {
      for (const each of more) allowed.push(each);
    },
    failed: (failure) => {
      hasFailed = true;
      // Whoever closed our standard output knows.
      if (failure.code !== "EPIPE") all.push(hostFailure(nameOf(failure.file), failure.message));
    },
    conclude,
    end: () => {
      if (form === "json") host.log(printJson(all.map(asGiven)));
      if (form === "sarif") host.log(printSarif(all, allowed, { version: host.version, codes: describeCodes(), replacementsOf }));
      return conclude();
    },
  };
};

/** Calls the file of a finding otherwise: the same finding for the same each time, so that causes are known again. */
const renaming = (nameOf: (file: string) => string): ((diagnostic: Diagnostic) => Diagnostic) => {
  const known = new Map<Diagnostic, Diagnostic>();
  return (diagnostic) => {
    const { location } = diagnostic;
    const renamed = known.get(diagnostic) ?? { ...diagnostic, location: { ...location, file: nameOf(location.file) } };
    known.set(diagnostic, renamed);
    return renamed;
  };
};

const wantsColor = ({ terminal, environment: { NO_COLOR, TERM } }: Host): boolean =>
  terminal && (NO_COLOR === undefined || NO_COLOR === "") && TERM !== "dumb";
