import { capabilitiesOf } from "../file-capabilities.ts";
import { launcherCommands, locationInCommand } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** ip(7): a port below net.ipv4.ip_unprivileged_port_start (1024) takes CAP_NET_BIND_SERVICE. What an option means is the program's to say. */
export const lowPort: ContainerRule<"low-port"> = {
  kind: "container",
  code: "low-port",
  severity: "hint",
  title: "A program that is not root seems to be given a port below 1024.",
  judge: (context) =>
    launcherCommands(context.plan.launcher).flatMap(({ command, process: who }) => {
      const { words, text } = command;
      const files = context.executions().flatMap((execution) => (execution.words === words ? execution.files : []));
      const port = words.flatMap((word, index) => portOf(word, words[index - 1]) ?? []).find((each) => each > 0 && each < 1024);
      const mayBind = who.uid === 0 || files.some((file) => capabilitiesOf(file)?.permitted.includes("net_bind_service"));
      if (port === undefined || mayBind) return [];
      return {
        location: locationInCommand(context, command, text.indexOf(`${port}`)),
        message: `port ${port} takes the capability net_bind_service, which the program of user ${who.userName} does not have`,
        help: 'move the program with caps="cap_net_bind_service+ep" and keep that capability, or take a port from 1024 on',
      };
    }),
};

/** The port that a word gives: behind an option or in it, alone or after an address. */
const portOf = (word: string | undefined, before: string | undefined): number | undefined => {
  const [, own, value] = /^(--?[a-z-]+)[= ](.+)$/.exec(word ?? "") ?? [undefined, before, word];
  const isPort = /^--?(?:p|port|listen|bind|[a-z]+-port|listen-(?:port|address))$/.test(own ?? "");
  const [, digits] = /^(?:[\d.]*:|\[[\da-f:]*\]:)?(\d{1,5})$/.exec(value ?? "") ?? [];
  return isPort && digits !== undefined ? Number(digits) : undefined;
};
