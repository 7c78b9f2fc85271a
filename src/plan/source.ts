import { atSpan, type Span } from "../diagnostics/diagnostic.ts";
import { missingSource, symlinkLoop } from "../diagnostics/plan.ts";
import { isUnder } from "../model/paths.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { Scope } from "./scope.ts";

/** What a mount's source is: on the host, made by the device at run time, or lacking (then the entry is left out). */
export type Source = { readonly kind: "host"; readonly node: HostNode } | { readonly kind: "run-time" } | { readonly kind: "lacking" };

/**
 * Looks up the source of a bind. It may lack in the host rootfs where it lies under a `[WRITABLE]` path once its
 * symlinks are resolved, or where the entry is optional; otherwise that is reported.
 */
export const findSource = (scope: Scope, source: string, span: Span, optional: boolean): Source => {
  const found = lookup(scope.rootfs, source);
  if (found.kind === "found") return { kind: "host", node: found.node };
  if (found.kind === "loop") {
    scope.report(symlinkLoop(atSpan(span), source, found.path));
    return { kind: "lacking" };
  }
  if (optional || isWritable(scope, source) || isWritable(scope, `/${found.path}`)) return { kind: "run-time" };
  scope.report(missingSource(scope.options.missingSources, atSpan(span), source, found.path));
  return { kind: "lacking" };
};

/** Pseudo sources (`tmpfs`) are named as they are, paths by whole segments. */
const isWritable = (scope: Scope, source: string): boolean =>
  scope.config.writable.some((each) => (each.startsWith("/") ? source.startsWith("/") && isUnder(source, each) : each === source));
