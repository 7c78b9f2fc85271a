import type { Verdict } from "../diagnostics/diagnostic.ts";
import type { Mount } from "./mount.ts";

/** What comes of an entry whose mount(2) fails: LXC passes over an optional one, an OCI runtime over none. */
export const refusedMount = (
  { options }: Pick<Mount, "options">,
  { bundle }: { readonly bundle: object | undefined },
): { readonly severity: Verdict; readonly outcome: string } => {
  if (bundle !== undefined) return { severity: "error", outcome: "the runtime will not start the container" };
  return options.includes("optional")
    ? { severity: "warning", outcome: "the entry is left out" }
    : { severity: "error", outcome: "LXC will not start the container" };
};
