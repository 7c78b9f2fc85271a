import { escapeControls } from "../diagnostics/print-escape.ts";
import type { Host } from "../io/host.ts";

/** A machine whose terminal has a line that is drawn over itself and makes way for all other output. */
export interface Screen {
  /** The machine; what it prints and logs stands on lines of its own. */
  readonly host: Host;
  /** Shows a text on the line, as far as a row holds it. */
  draw(text: string): void;
  clear(): void;
}

export const openScreen = (machine: Host): Screen => {
  let shown = "";
  const put = (line: string): void => {
    if (line !== shown) machine.log(`\r\u001b[K${line}`);
    shown = line;
  };
  const clear = (): void => put("");
  return {
    host: {
      ...machine,
      print: async (text) => {
        clear();
        await machine.print(text);
      },
      log: (text) => {
        clear();
        machine.log(text);
      },
    },
    draw: (text) => put(fitting(escapeControls(text), machine.columns())),
    clear,
  };
};

/** As many characters as a row has room for, the last column left free: the cursor stands there. */
const fitting = (text: string, columns: number): string => {
  let room = columns - 1;
  let fit = "";
  for (const character of text) {
    room -= character < WIDE ? 1 : 2;
    if (room < 0) break;
    fit += character;
  }
  return fit;
};

/** From here on characters may be two columns wide. */
const WIDE = "\u1100";
