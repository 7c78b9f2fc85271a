import type { Mount } from "../../plan/mount.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** fs/overlayfs/params.c and super.c: EINVAL without a lowerdir, for an upperdir without workdir, and for one lowerdir alone; seen with Linux 6.18. */
export const incompleteOverlay: ContainerRule<"incomplete-overlay"> = {
  kind: "container",
  code: "incomplete-overlay",
  severity: "either",
  title: "An overlay that lacks one of its directories.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) => {
      const lack = mount.fsType === "overlay" && !bindsSource(mount) ? lackOf(mount) : undefined;
      if (lack === undefined) return [];
      const { severity, outcome } = refusedMount(mount, context.plan);
      const message = `${mount.destination}: an overlay needs ${lack.what}: ${outcome}`;
      return [{ location: locationOfPart(context, mount, "options"), message, help: lack.help, severity }];
    }),
};

const lackOf = ({ options }: Mount): { readonly what: string; readonly help: string } | undefined => {
  const has = (name: string): boolean => options.some((option) => option.startsWith(`${name}=`));
  // One by one, since Linux 6.5
  if (has("lowerdir+")) return undefined;
  if (!has("lowerdir")) return { what: "a lowerdir", help: "add lowerdir=… with the directory below" };
  if (has("upperdir")) {
    return has("workdir")
      ? undefined
      : { what: "a workdir beside its upperdir", help: "add workdir=… with an empty directory on the upperdir's file system" };
  }
  const isSingle = options.some((option) => /^lowerdir=[^:]*$/.test(option));
  return isSingle
    ? { what: "an upperdir or a second lowerdir", help: "bind the directory instead, or add upperdir=… and workdir=…" }
    : undefined;
};
