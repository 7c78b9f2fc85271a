import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { Staged } from "../diagnostics/diagnostic.ts";
import { decodeUtf8 } from "../parse/decode.ts";
import type { Allowance } from "./allowance.ts";
import { allowLineSyntax, allowWithoutReason } from "./findings.ts";

const MAX_BYTES = 256 * 1024;
const LINE = /^(\s*)(\S+)(?:(\s+)(\S+)(?:\s+(\S.*))?)?\s*$/;

/** Reads the file of --allow: a line `CODE SANDBOX-or-* reason` each. Empty lines say nothing, nor do those that begin with #. */
export const readAllowFile = (bytes: Uint8Array, file: string): Staged<readonly Allowance[]> => {
  const { found: diagnostics, report, take } = collectFindings("first");
  const text = take(decodeUtf8(bytes, file, MAX_BYTES)) ?? "";
  const value = text.split("\n").flatMap((line, index): readonly Allowance[] => {
    if (/^\s*(?:#|$)/.test(line)) return [];
    const [, indent = "", code = "", , name, reason] = LINE.exec(line) ?? [];
    const span = { file, line: index + 1, column: [...indent].length + 1 };
    if (!/^[a-z][a-z0-9-]*$/.test(code)) report(allowLineSyntax(span, `${code} is not the form of a code`));
    else if (name === undefined)
      report(allowLineSyntax({ ...span, column: [...line].length + 1 }, `nothing says in which container ${code} is allowed`));
    else if (reason === undefined) report(allowWithoutReason(span, code));
    else return [{ code, reason: reason.trim(), span, scope: { kind: "container", name: name === "*" ? undefined : name } }];
    return [];
  });
  return { value, diagnostics };
};
