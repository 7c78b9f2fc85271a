import page from "../../docs/diagnostics.md?raw";
import type { RuleSeverity } from "../check/rule.ts";
import type { Severity } from "../diagnostics/diagnostic.ts";
import type { CodeDescription } from "../diagnostics/print-sarif.ts";
import { CATALOGUE } from "./catalogue.ts";

/** Where the codes are documented. The project has no address of its own yet: who publishes it writes it here. */
const DOCUMENTATION = "https://lxc-overlay.invalid/docs/rules";

/** All codes as machines show them to people; what to do is what docs/diagnostics.md says. */
export const describeCodes = (): readonly CodeDescription[] => {
  const rows = new Map([...page.matchAll(ROW)].map(([, code = "", first, help]) => [code, { first, help }]));
  return CATALOGUE.map(({ code, severity, title }) => {
    const row = rows.get(code);
    const usual = USUAL[severity] ?? (row?.first === "error" ? "error" : "warning");
    return { code, title, help: row?.help ?? title, helpUri: `${DOCUMENTATION}/${code}.md`, severity: usual };
  });
};

/** A row of the tables: code, the first word of its severity, what to do. */
const ROW = /^\| <a id="([a-z0-9-]+)"><\/a>`\1` \| (\w+)[^|]* \| [^|]+ \| ([^|]+) \|$/gm;

/** "either" is what the page names first. */
const USUAL: Readonly<Record<RuleSeverity, Severity | undefined>> = {
  error: "error",
  warning: "warning",
  hint: "hint",
  sanity: "warning",
  "missing-libs": "error",
  either: undefined,
};
