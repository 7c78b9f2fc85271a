import { expect, it } from "vitest";
import { needs } from "../support/needs.ts";
import { type Shell, SHELL_NAMES, shellcheck } from "../support/shell.ts";
import { makeStandIns, type StandIns } from "../support/stand-ins.ts";
import { caseNames, readExpected } from "./golden-case.ts";

/** The launchers of all cases, each text once; `name` is the first case and file that has it. */
const LAUNCHERS = [
  ...new Map(
    caseNames()
      .toReversed()
      .flatMap((name) =>
        Object.entries(readExpected(name)).flatMap(([path, text]) =>
          path.includes("/launcher/") ? [[text, { name: `${name} ${path.slice("overlay/container/".length)}`, text }] as const] : [],
        ),
      ),
  ).values(),
];

/** What the launcher's own branches call; all others attach. */
const COMMANDS: Readonly<Record<string, string>> = { start: "/usr/bin/lxc-execute", stop: "/usr/bin/lxc-stop" };

/** A branch of a launcher: its argument, and its lines. */
const branchesOf = (launcher: string): readonly { readonly argument: string; readonly lines: string }[] =>
  [...launcher.matchAll(/^("?)(\S+)\1\)\n([^]*?)^ {4};;$/gm)].map(([, , argument = "", lines = ""]) => ({ argument, lines }));

/** Runs a branch on a device whose lxccpid finds everything; what LXC starts makes the branch's PID file, which is moved into the device. */
const runBranch = (shell: Shell, launcher: string, argument: string): { readonly device: StandIns; readonly status: number | null } => {
  const lines = branchesOf(launcher).find((branch) => branch.argument === argument)?.lines ?? "";
  const word = /^ {4}rm -f (.+)$/m.exec(lines)?.[1] ?? "/none";
  const inDevice = (root: string): string => word.replace(/^"?/, (quote) => quote + root);
  const start = `mkdir -p "$(dirname ${inDevice("$root")})"; : > ${inDevice("$root")}`;
  const device = makeStandIns({ "/usr/bin/lxc-execute": start, "/usr/bin/lxc-attach": start, "/usr/bin/lxccpid": "echo 4711" });
  return { device, status: device.run(shell, launcher.replaceAll(word, inDevice(device.root)), argument, "second").status };
};

it("there are launchers", () => {
  expect(LAUNCHERS.length).toBeGreaterThan(20);
  for (const { text } of LAUNCHERS)
    expect(branchesOf(text).map(({ argument }) => argument)).toEqual(expect.arrayContaining(["start", "*"]));
});

needs("shellcheck")("launchers of golden cases", () => {
  it("are clean for shellcheck", () => {
    expect(shellcheck(...LAUNCHERS.map(({ text }) => text))).toBe("");
  });
});

needs("dash", "busybox").each(SHELL_NAMES)("launchers of golden cases under %s", (shell) => {
  it.each(LAUNCHERS)("$name", ({ text }) => {
    for (const { argument, lines } of branchesOf(text)) {
      const { device, status } = runBranch(shell, text, argument);
      const commands = device.calls().map(([command]) => command);
      const isKnown = argument !== "*";
      expect(status).toBe(isKnown ? 0 : 1);
      expect(commands.filter((command) => command?.startsWith("/usr/bin/lxc-"))).toEqual(
        isKnown ? [COMMANDS[argument] ?? "/usr/bin/lxc-attach"] : [],
      );
      expect(commands.includes("/bin/systemd-notify")).toBe(lines.includes('    notify "$pid"'));
    }
  });
});
