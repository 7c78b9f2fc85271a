import { locationOf } from "../container-facts.ts";
import { placeOfCall, SCRIPT } from "../launcher-calls.ts";
import type { ContainerRule } from "../rule.ts";
import { unitCalls } from "../unit-calls.ts";

/** A launcher without SystemdNotify ends with its program; init(8) and BusyBox's rcS run one script after the other. */
export const scriptWaits: ContainerRule<"script-waits"> = {
  kind: "container",
  code: "script-waits",
  severity: "error",
  title: "An init script starts a launcher in the foreground, and waits as long as the program runs.",
  judge: (context) =>
    unitCalls(context).flatMap((call) => {
      const { asked, setting, launcher } = call;
      if (setting.key !== SCRIPT || asked?.param !== "start" || !INIT.test(setting.file) || mayGoOn(setting.value)) return [];
      // setsid(1) may go on by itself.
      if (call.words.includes("setsid") || asked.command.notify !== undefined || asked.command.shell.operators.at(-1)?.text === "&")
        return [];
      return {
        location: locationOf(context, asked.command),
        message: `${placeOfCall(call)} starts ${launcher}.sh in the foreground: it ends when the program does, and until then the script and what comes behind it in the boot wait`,
        help: "write an & behind it",
      };
    }),
};

const INIT = /^etc\/(?:init\.d|rc\.d|rcS\.d|rc\.local)(?:\/|$)/;

/** Whether anything of a script is in the background. */
const mayGoOn = (text: string): boolean => /&/.test(text.replace(/(?:^|\s)#.*$/gm, "").replace(/&&|[<>]&|&>/g, ""));
