import { baseOf } from "../../rootfs/paths.ts";
import { commandsOf, type ServiceCommand } from "../../rootfs/services.ts";
import { readShell } from "../../shell/read-shell.ts";
import { locationOf } from "../container-facts.ts";
import { launchedShellText } from "../launcher-calls.ts";
import type { ContainerRule } from "../rule.ts";
import { startingCalls } from "../unit-calls.ts";

/** LXC knows a container by its ContainerName, which need not be the SandboxName. */
export const unitContainerName: ContainerRule<"unit-container-name"> = {
  kind: "container",
  code: "unit-container-name",
  severity: "error",
  title: "A unit asks LXC for a container by its SandboxName, which is not the name that LXC knows.",
  judge: (context) => {
    const { name, launcher } = context.plan;
    if (launcher === undefined || launcher.containerName === name) return [];
    const services = new Map(startingCalls(context).map(({ service }) => [service.name, service]));
    return [...services.values()].flatMap(commandsOf).flatMap((command) => {
      const tool = toolAskedFor(command, name);
      if (tool === undefined) return [];
      return {
        location: locationOf(context, { why: launcher.containerNameWhy }),
        message: `/${command.setting.file}:${command.setting.line}: ${tool} asks for ${name}, and LXC knows the container as ${launcher.containerName}: ${tool} finds none that runs`,
        help: `write -n ${launcher.containerName}, or leave ContainerName out`,
      };
    });
  },
};

/** The tool of LXC that a command gives that name. */
const toolAskedFor = ({ words }: ServiceCommand, name: string): string | undefined => {
  const text = launchedShellText(words);
  const commands = text === undefined ? [words] : readShell(text).commands.map((each) => each.map(({ value }) => value));
  for (const command of commands) {
    const at = command.findIndex((word) =>
      /^lxc-(?:stop|wait|attach|info|freeze|unfreeze|cgroup|monitor|device)$/.test(baseOf(word ?? "")),
    );
    const rest = at === -1 ? [] : command.slice(at + 1);
    const isNamed = rest.some(
      (word, index) =>
        word === `-n${name}` || word === `--name=${name}` || (word === name && /^(?:-n|--name)$/.test(rest[index - 1] ?? "")),
    );
    if (isNamed) return baseOf(command[at] ?? "");
  }
  return undefined;
};
