import type { ContainerRule } from "../rule.ts";

/** src/lxc/confile.c, parse_line: what does not begin with `lxc.` is for other programs. */
export const unreadIncludeLine: ContainerRule<"unread-include-line"> = {
  kind: "container",
  code: "unread-include-line",
  severity: "warning",
  title: "A line of a file of LxcInclude seems to set something, and LXC passes over it.",
  judge: (context) =>
    context.includes().flatMap(({ location, included }) =>
      included.passedOver.map((problem) => ({
        location,
        message: `${problem.path}, line ${problem.line}: ${problem.message}: LXC passes over it`,
        help: problem.help,
      })),
    ),
};
