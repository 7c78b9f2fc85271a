import { type Diagnostic, type Span, atSpan } from "../diagnostics/diagnostic.ts";
import { meantOne } from "../diagnostics/did-you-mean.ts";
import { baseOf } from "../rootfs/paths.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const BUNDLE_PLAN_CODES = {
  error: {
    "seccomp-not-found": "The file of a bundle's SeccompProfile is not there, or names no system call.",
    "additional-root-group": "AdditionalGroups has the group of root.",
    "number-not-exact": "A limit of a bundle is larger than a reader of JSON takes without loss.",
  },
} as const;

const { error } = findingsOf(BUNDLE_PLAN_CODES);

export const profileNotFound = (span: Span, what: string, close: readonly string[]): Diagnostic =>
  error(
    "seccomp-not-found",
    atSpan(span),
    `${what}: without it the container would have no filter of system calls`,
    meantOne(close, (to) => [{ kind: "value", at: span, to: baseOf(to) }]) ?? "put it there, or name its directory with --seccomp",
  );

export const profileEmpty = (span: Span, name: string): Diagnostic =>
  error(
    "seccomp-not-found",
    atSpan(span),
    `${name} names no system call: none is allowed then, and the container does not start`,
    "write the names into it, one a line, or remove SeccompProfile",
  );

export const additionalRootGroup = (span: Span, name: string): Diagnostic =>
  error(
    "additional-root-group",
    atSpan(span),
    `the group ${name} has gid 0, which is mapped already: the kernel refuses the map, and the container does not start`,
    "remove it",
  );

export const numberNotExact = (span: Span, element: string, value: string): Diagnostic =>
  error(
    "number-not-exact",
    atSpan(span),
    `${element} ${value} is more than 9007199254740991 bytes, up to which numbers in JSON are exact`,
    "write a smaller one, or -1 for none",
  );
