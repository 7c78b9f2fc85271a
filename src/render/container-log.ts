import { logVariable } from "../plan/log-variable.ts";
import type { LogPlan } from "../plan/plan.ts";
import { escapeQuoted, quoteWord } from "./quote.ts";

/**
 * The host's containerLog.properties with a block for each container at its end: an empty line, `# NAME`, `NAME_logs="…"` and,
 * where the container has a user, `NAME_user=…`. An older block of the same name goes. Other bytes of the host's file stay as they are.
 */
export const renderContainerLog = (logs: readonly LogPlan[], host: Uint8Array): Uint8Array =>
  Buffer.from(logs.reduce(addBlock, Buffer.from(host).toString("latin1")), "latin1");

const addBlock = (text: string, log: LogPlan): string => {
  const rest = withoutBlock(text, log.name);
  const lastLineEnds = rest === "" || rest.endsWith("\n");
  return `${rest}${lastLineEnds ? "" : "\n"}${Buffer.from(block(log)).toString("latin1")}`;
};

const block = ({ name, logs, userName }: LogPlan): string => {
  const variable = logVariable(name);
  const user = userName === undefined ? "" : `${variable}_user=${quoteWord(userName)}\n`;
  return `\n# ${name}\n${variable}_logs="${logs.map(escapeQuoted).join(" ")}"\n${user}`;
};

const withoutBlock = (text: string, name: string): string => {
  const heading = name.replaceAll(".", "\\.");
  const variable = logVariable(name);
  return text.replaceAll(new RegExp(`(?<![^\n])\n?# ${heading}\n(?:${variable}_(?:logs|user)=[^\n]*(?:\n|$))+`, "g"), "");
};
