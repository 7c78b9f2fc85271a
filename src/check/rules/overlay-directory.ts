import type { Verdict } from "../../diagnostics/diagnostic.ts";
import { meantOne } from "../../diagnostics/did-you-mean.ts";
import { type Advice, asGuess, changeOptions } from "../../diagnostics/fix.ts";
import { normalizePath } from "../../linux/path-spelling.ts";
import { kindOf } from "../../plan/finding-words.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import type { Mount } from "../../plan/mount.ts";
import { isMadeAtRunTime } from "../../plan/mount-source.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import { closePaths } from "../../rootfs/close-paths.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { isUnder } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** fs/overlayfs/params.c and super.c, ovl_get_upper and ovl_get_workdir: ENOENT, ENOTDIR, and EINVAL for directories that do not fit together. */
export const overlayDirectory: ContainerRule<"overlay-directory"> = {
  kind: "container",
  code: "overlay-directory",
  severity: "either",
  title: "A directory of an overlay that is not there, or that the kernel does not take.",
  judge: (context) =>
    entryMounts(context)
      .filter((mount) => mount.fsType === "overlay" && !bindsSource(mount))
      .flatMap((mount) => judgeOverlay(context, mount)),
};

/** A directory that an option names. */
interface Named {
  readonly option: string;
  readonly name: string;
  readonly path: string;
}

interface Problem {
  readonly what: string;
  readonly help: Advice | string;
  readonly severity?: Verdict;
  /** What comes of it, where LXC may start. */
  readonly outcome?: string;
}

const judgeOverlay = (context: ContainerContext, mount: Mount): readonly Found[] => {
  const named = mount.options.flatMap(directoriesIn);
  const problems = [...named.flatMap((each) => problemOf(context, mount, each) ?? []), ...overlapping(named)];
  const refused = refusedMount(mount, context.plan);
  return problems.map(({ what, help, severity = "error", outcome = refused.outcome }) => ({
    location: locationOfPart(context, mount, "options"),
    message: `${mount.destination}: ${what}: ${outcome}`,
    help,
    severity: refused.severity === "warning" ? "warning" : severity,
  }));
};

/** Those of an option; paths with a backslash in them are left to people. */
const directoriesIn = (option: string): readonly Named[] => {
  const [, name = "", value = ""] = /^(lowerdir\+?|upperdir|workdir)=(.*)$/.exec(option) ?? [];
  if (value.includes("\\")) return [];
  const paths = name === "lowerdir" ? value.split(":") : [value];
  return paths.filter((path) => path !== "").map((path) => ({ option, name, path }));
};

const problemOf = (context: ContainerContext, { parts }: Mount, { option, name, path }: Named): Problem | undefined => {
  const found = lookup(context.host, path);
  const write = (to: string): Advice => changeOptions(parts?.options, { remove: [option], add: [option.replace(path, to)] }, `write ${to}`);
  if (found.kind === "found") {
    if (found.node.type !== "directory") {
      return { what: `${name} ${path} is a ${kindOf(found.node.type)}, and no directory`, help: "name a directory" };
    }
    if (!path.startsWith("/")) {
      const what = `${name} ${path} has no slash before it, so that the kernel looks for it where LXC is started`;
      return { what, outcome: "elsewhere than in / the mount fails", help: write(`/${path}`), severity: "warning" };
    }
    const isReadOnly = context.options.readOnlyHost && name === "upperdir" && !isMadeAtRunTime(context, found.node.path);
    return isReadOnly
      ? {
          what: `upperdir ${path} lies in the host's read-only rootfs, where the kernel takes none`,
          help: "name directories where the device writes",
        }
      : undefined;
  }
  if (
    found.kind === "loop" ||
    isMadeAtRunTime(context, found.path) ||
    (name !== "lowerdir" && LXC_MAKES.some((top) => isUnder(found.path, top)))
  ) {
    return undefined;
  }
  return {
    what: `${name} ${path} is not in the host rootfs`,
    help:
      meantOne(closePaths(context.host, path), (to) => asGuess(write(to).fix)) ??
      "name a directory that is there, or add it to the host rootfs",
    severity: context.options.missingSources,
  };
};

/** Of its own directories LXC makes an upperdir and a workdir (src/lxc/storage/overlay.c, ovl_mkdir). */
const LXC_MAKES = ["container", "var/lib/lxc"];

const overlapping = (named: readonly Named[]): readonly Problem[] => {
  const [upper, work] = ["upperdir", "workdir"].map((name) => named.find((each) => each.name === name)?.path);
  if (upper === undefined || work === undefined) return [];
  const [inside, outside] = [normalizePath(upper), normalizePath(work)];
  return isUnder(inside, outside) || isUnder(outside, inside)
    ? [
        {
          what: `upperdir ${upper} and workdir ${work} lie in one another, which the kernel refuses`,
          help: "name two directories beside each other",
        },
      ]
    : [];
};
