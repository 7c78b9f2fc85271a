import { type Diagnostic, type Span, atSpan } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const BUNDLE_CODES = {
  error: {
    "dobby-cannot-express": "A bundle has no way to say what an element asks for.",
    "dobby-command": "The command of a bundle has something that only a shell understands, or too many words.",
    "bad-resource-limit": "A resource limit is set twice, has a soft limit above its hard one, or lets no program start.",
  },
  warning: {
    "dobby-ignored": "An element of LXC's launcher has no effect in a bundle: Dobby starts and stops it.",
    "loopback-not-kept": "The image of a Loopback is deleted when the container stops.",
    "thunder-without-network": "A bundle with Thunder has no network of its own.",
    "dobby-plugin-missing": "Dobby has no such plugin any more, and passes over it without a word.",
    "no-capabilities": "A bundle names no capabilities, and so has none.",
    "dynamic-device-not-allowed": "A device of DynamicDevices is none that DevicesAllow names.",
  },
} as const;

const { error, warning } = findingsOf(BUNDLE_CODES);

export const cannotExpress = (span: Span, what: string, help: string): Diagnostic =>
  error("dobby-cannot-express", atSpan(span), `a bundle can't say ${what}`, help);

export const commandOfShell = (span: Span, special: string): Diagnostic => {
  const isQuote = /["'\\]/.test(special);
  const shown = special === "\n" ? "a new line" : special;
  return error(
    "dobby-command",
    atSpan(span),
    isQuote ? `${shown} opens what nothing closes` : `${shown} means something to a shell only, and none reads the command of a bundle`,
    isQuote ? "close it, or put a backslash before it" : "put it into single quotes if it is meant as it stands, or execute /bin/sh -c '…'",
  );
};

export const tooManyWords = (span: Span, count: number, most: number): Diagnostic =>
  error("dobby-command", atSpan(span), `the command has ${count} words: DobbyInit takes at most ${most}`, "put it into a script");

export const softAboveHard = (span: Span, type: string, soft: bigint, hard: bigint): Diagnostic =>
  error(
    "bad-resource-limit",
    atSpan(span),
    `${type}: the soft limit ${soft} is above the hard one ${hard}, which setrlimit(2) refuses: the container does not start`,
    "raise hard or lower soft",
  );

export const limitTwice = (span: Span, type: string, first: Span): Diagnostic =>
  error("bad-resource-limit", atSpan(span), `${type} is limited in ${first.file}:${first.line} already`, "keep one of them");

export const limitStopsStart = (span: Span, what: string, help: string): Diagnostic =>
  error("bad-resource-limit", atSpan(span), `${what}: the container does not start`, help);

export const ignoredInBundle = (span: Span, element: string): Diagnostic =>
  warning(
    "dobby-ignored",
    atSpan(span),
    `${element} has no effect in a bundle: Dobby starts and stops it, and no launcher is made`,
    "remove it",
  );

export const loopbackNotKept = (span: Span, source: string): Diagnostic =>
  warning(
    "loopback-not-kept",
    atSpan(span),
    `the image ${source} is deleted when the container stops, with all that was written into it`,
    'add persistent="true" if it is to be kept, or persistent="false" and allow this',
  );

export const thunderWithoutNetwork = (span: Span): Diagnostic =>
  warning(
    "thunder-without-network",
    atSpan(span),
    "the plugin for Thunder opens a way from a network of type nat, which the container does not have",
    'add <Network type="nat">, or remove Thunder',
  );

export const pluginMissing = (span: Span, element: string): Diagnostic =>
  warning("dobby-plugin-missing", atSpan(span), `${element} has no effect: Dobby 3.19 has no such plugin`, "remove it");

export const noCapabilities = (span: Span, name: string): Diagnostic =>
  warning(
    "no-capabilities",
    atSpan(span),
    `${name} has neither CapKeep nor CapDrop, and so no capability at all (an LXC container would have all)`,
    "name in CapKeep what it needs, or write <CapKeep>none</CapKeep>",
  );

export const dynamicDeviceNotAllowed = (span: Span, device: string): Diagnostic =>
  warning(
    "dynamic-device-not-allowed",
    atSpan(span),
    `${device} has no numbers that could be corrected: no DevicesAllow has it as its name`,
    `add <DevicesAllow name="${device}">c MAJOR:MINOR rw</DevicesAllow>`,
  );
