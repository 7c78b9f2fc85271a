import { capabilitiesOf } from "../file-capabilities.ts";
import type { BundlePlan } from "../../plan/bundle-plan.ts";
import { commandsOf } from "../commands-of.ts";
import { locationInCommand } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** ip(7): a port below net.ipv4.ip_unprivileged_port_start (1024) takes CAP_NET_BIND_SERVICE. What an option means is the program's to say. */
export const lowPort: ContainerRule<"low-port"> = {
  kind: "container",
  code: "low-port",
  severity: "hint",
  title: "A program that is not root seems to be given a port below 1024.",
  judge: (context) =>
    commandsOf(context.plan).flatMap(({ command, process: who }) => {
      const { words, text } = command;
      const files = context.executions().flatMap((execution) => (execution.words === words ? execution.files : []));
      const port = words.flatMap((word, index) => portOf(word, words[index - 1]) ?? []).find((each) => each > 0 && each < 1024);
      if (port === undefined) return [];
      const location = locationInCommand(context, command, text.indexOf(`${port}`));
      if (context.plan.bundle !== undefined) return inBundle(context.plan.bundle, port).map((found) => ({ location, ...found }));
      if (who.uid === 0 || files.some((file) => capabilitiesOf(file)?.permitted.includes("net_bind_service"))) return [];
      return {
        location,
        message: `port ${port} takes the capability net_bind_service, which the program of user ${who.userName} does not have`,
        help: 'move the program with caps="cap_net_bind_service+ep" and keep that capability, or take a port from 1024 on',
      };
    }),
};

/** A network namespace belongs to the user namespace beside it, that of the host to none of a container: user_namespaces(7). */
const inBundle = (
  { capabilities, mapped, said }: BundlePlan,
  port: number,
): readonly { readonly message: string; readonly help: string }[] => {
  const isOfHost = mapped !== undefined && (said.network === undefined || said.network.type === "open");
  if (isOfHost)
    return [
      {
        message: `port ${port} of the host's network takes the capability net_bind_service of the host, which nobody has in a user namespace`,
        help: 'take a port from 1024 on, or give the container a network of its own: type="nat"',
      },
    ];
  if (capabilities.includes("net_bind_service")) return [];
  return [
    {
      message: `port ${port} takes the capability net_bind_service, which the bundle does not have`,
      help: "name net_bind_service in CapKeep, or take a port from 1024 on",
    },
  ];
};

/** The port that a word gives: behind an option or in it, alone or after an address. */
const portOf = (word: string | undefined, before: string | undefined): number | undefined => {
  const [, own, value] = /^(--?[a-z-]+)[= ](.+)$/.exec(word ?? "") ?? [undefined, before, word];
  const isPort = /^--?(?:p|port|listen|bind|[a-z]+-port|listen-(?:port|address))$/.test(own ?? "");
  const [, digits] = /^(?:[\d.]*:|\[[\da-f:]*\]:)?(\d{1,5})$/.exec(value ?? "") ?? [];
  return isPort && digits !== undefined ? Number(digits) : undefined;
};
