import { lookup } from "../../rootfs/lookup.ts";
import { dialectFrom } from "../../plan/plan-context.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { launcherCommands } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** A rootfs without LXC is none of a device yet: what its programs are is not asked then. */
export const missingHostTool: ContainerRule<"missing-host-tool"> = {
  kind: "container",
  code: "missing-host-tool",
  severity: "either",
  title: "A program that the launcher calls is not on the host.",
  judge: (context) => {
    const { launcher } = context.plan;
    if (launcher === undefined) return [];
    const isDevice = context.hostHasLxc();
    return TOOLS.filter((tool) => (isDevice || !tool.isOfLxc) && tool.isCalled(context) && !isExecuted(context, tool)).map(
      ({ paths, what, help }) => ({
        severity: isDevice ? "error" : "warning",
        location: locationOf(context, launcher),
        message: `${what} ${paths[0]}, which ${isThere(context, paths) ? "nobody may execute" : "is not in the host rootfs"}`,
        help,
      }),
    );
  },
};

interface Tool {
  /** One of them is enough. */
  readonly paths: readonly string[];
  readonly isOfLxc: boolean;
  readonly isCalled: (context: ContainerContext) => boolean;
  readonly what: string;
  readonly help: string;
}

const isThere = ({ host }: ContainerContext, paths: readonly string[]): boolean =>
  paths.some((path) => lookup(host, path).kind === "found");

const isExecuted = ({ host }: ContainerContext, { paths }: Tool): boolean =>
  paths.some((path) => {
    const found = lookup(host, path);
    return found.kind === "found" && (found.node.mode & EXECUTE) !== 0;
  });

const EXECUTE = 0o111;

const notifies = ({ plan, options }: ContainerContext, isAdded: boolean): boolean =>
  !(isAdded && options.withLxccpid) && launcherCommands(plan.launcher).some(({ command }) => command.notify !== undefined);

const lxcTool = (name: string, isCalled: Tool["isCalled"]): Tool => ({
  paths: [`/usr/bin/${name}`],
  isOfLxc: true,
  isCalled,
  what: "the launcher calls",
  help: `add the package that holds ${name} to the host rootfs; some distributions have one for each of LXC's tools`,
});

/**
 * What a launcher calls, and what lxc-execute itself looks for below 4.0.10: init.lxc in the container, else init.lxc.static of the host, in
 * the directory for system binaries that LXC was built for (LXC 2.0 and 3.0, src/lxc/conf.c and initutils.c).
 */
const TOOLS: readonly Tool[] = [
  lxcTool("lxc-execute", () => true),
  lxcTool("lxc-attach", ({ plan }) => (plan.launcher?.attaches.length ?? 0) > 0),
  lxcTool("lxc-stop", ({ plan }) => plan.launcher?.stop !== undefined),
  {
    paths: ["/usr/sbin", "/sbin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/libexec/lxc", "/usr/lib/lxc"].map(
      (directory) => `${directory}/init.lxc.static`,
    ),
    isOfLxc: true,
    isCalled: (context) => context.plan.rootfs !== undefined && !dialectFrom(context.dialect, "4.0") && !hasOwnInit(context),
    what: "lxc-execute of this LXC starts every container by",
    help: "add the package that holds init.lxc.static to the host rootfs (lxc-init, or lxc itself)",
  },
  {
    paths: ["/bin/systemd-notify"],
    isOfLxc: false,
    isCalled: (context) => notifies(context, false),
    what: "the launcher calls",
    help: "add systemd-notify to the host rootfs, or a symlink from /bin where it lies in /usr/bin; without systemd remove SystemdNotify",
  },
  {
    paths: ["/usr/bin/lxccpid"],
    isOfLxc: false,
    isCalled: (context) => notifies(context, true),
    what: "the launcher calls",
    help: "--with-lxccpid puts one into the overlay",
  },
];

/** Whether the container shows an init that LXC finds in it: init.lxc where programs are, or lxc-init. */
const hasOwnInit = ({ view }: ContainerContext): boolean =>
  [
    "sbin/init.lxc",
    "usr/sbin/init.lxc",
    "bin/init.lxc",
    "usr/bin/init.lxc",
    "usr/lib/lxc/lxc-init",
    "usr/libexec/lxc/lxc-init",
    "sbin/lxc-init",
  ].some((path) => lookup(view.rootfs, path).kind === "found");
