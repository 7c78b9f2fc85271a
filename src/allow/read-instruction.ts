import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import type { SyntaxInstruction } from "../parse/syntax.ts";
import type { Allowance } from "./allowance.ts";
import { allowSyntax, allowWithoutReason } from "./findings.ts";

const ATTRIBUTES = ["code", "reason"];
const ATTRIBUTE = /[ \t\n]+([^\s=]+)[ \t\n]*=[ \t\n]*(?:"([^"]*)"|'([^']*)')/y;
const COMMAND = /^[ \t\n]+([^\s=]+)/;

/** Reads `<?lxc-overlay allow code="CODE" reason="TEXT"?>`. XML leaves the text of an instruction alone: there are no entities in it. */
export const readInstruction = (instruction: SyntaxInstruction): Staged<Allowance | undefined> => {
  const { text, span, spanIn, element } = instruction;
  const command = COMMAND.exec(text);
  if (command?.[1] !== "allow")
    return wrong(allowSyntax(span, `an instruction for lxc-overlay says allow${command ? `, not ${command[1]}` : ""}`));
  const found = new Map<string, { readonly value: string; readonly at: number }>();
  let next = command[0].length;
  ATTRIBUTE.lastIndex = next;
  for (let match = ATTRIBUTE.exec(text); match; match = ATTRIBUTE.exec(text)) {
    const [whole, name = "", double, single] = match;
    const value = double ?? single ?? "";
    if (!ATTRIBUTES.includes(name) || found.has(name))
      return wrong(allowSyntax(spanIn(next + whole.indexOf(name)), `allow has no ${found.has(name) ? "second " : ""}attribute ${name}`));
    next += whole.length;
    found.set(name, { value, at: next - value.length - 1 });
  }
  if (text.slice(next).trim() !== "") return wrong(allowSyntax(spanIn(next), 'after allow there is nothing but code="…" and reason="…"'));
  const code = found.get("code");
  if (code === undefined || code.value === "") return wrong(allowSyntax(span, "allow does not say which code"));
  if (element === undefined) return wrong(allowSyntax(span, "allow stands before no element"));
  const reason = found.get("reason")?.value.trim() ?? "";
  if (reason === "") return wrong(allowWithoutReason(span, code.value));
  return { value: { code: code.value, reason, span: spanIn(code.at), scope: { kind: "element", ...element } }, diagnostics: [] };
};

const wrong = (diagnostic: Diagnostic): Staged<undefined> => ({ value: undefined, diagnostics: [diagnostic] });
