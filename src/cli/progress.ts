import { escapeControls } from "../diagnostics/print-escape.ts";
import type { Host } from "../io/host.ts";

const STEP = 10_000_000;

/** A line on a terminal that is drawn over itself. */
export const progressLine = (host: Host): { show(what: string): (bytes: number) => void; draw(text: string): void; clear(): void } => {
  let shown = "";
  const draw = (line: string): void => {
    if (line !== shown) host.log(`\r\u001b[K${line}`);
    shown = line;
  };
  return {
    show: (what) => (bytes) => draw(`unpacking ${escapeControls(what)}: ${Math.floor(bytes / STEP) * 10} MB`),
    draw: (text) => draw(escapeControls(text)),
    clear: () => draw(""),
  };
};
