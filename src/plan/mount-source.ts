import { atSpan, type Span } from "../diagnostics/diagnostic.ts";
import { missingSource, symlinkLoop } from "./mount-findings.ts";
import { PSEUDO_FILE_SYSTEMS } from "../linux/file-systems.ts";
import { closePaths } from "../rootfs/close-paths.ts";
import { isListed } from "../rootfs/paths.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { PlanContext } from "./plan-context.ts";

/** What a mount's source is: on the host, made by the device at run time, or lacking (then the entry is left out). */
export type MountSource = { readonly kind: "host"; readonly node: HostNode } | { readonly kind: "run-time" } | { readonly kind: "lacking" };

/** Looks up the source of a bind; one that lacks is reported (`at` is where its text stands), unless the device makes it at run time or the entry is optional. */
export const findSource = (
  context: PlanContext,
  { source, span, at }: { readonly source: string; readonly span: Span; readonly at: Span },
  optional: boolean,
): MountSource => {
  const isPseudo = PSEUDO_FILE_SYSTEMS.has(source) || (!source.startsWith("/") && isListed(source, context.config.writable));
  if (isPseudo) return { kind: "run-time" };
  const found = lookup(context.rootfs, source);
  if (found.kind === "found") return { kind: "host", node: found.node };
  if (optional || (found.kind === "missing" && isMadeAtRunTime(context, found.path))) return { kind: "run-time" };
  context.report(
    found.kind === "loop"
      ? symlinkLoop(atSpan(span), source, found.path)
      : missingSource(context.options.missingSources, atSpan(span), { source, at, close: closePaths(context.rootfs, source) }, found.path),
  );
  return { kind: "lacking" };
};

/** Whether a path that the host rootfs lacks, its symlinks resolved as far as they go, lies where the device writes. */
export const isMadeAtRunTime = (context: Pick<PlanContext, "config">, resolved: string): boolean =>
  isListed(`/${resolved}`, context.config.writable);
