import type { Verdict } from "../diagnostics/diagnostic.ts";
import type { Mount } from "./mount.ts";

/** What comes of an entry whose mount(2) fails: LXC passes over an optional one. */
export const refusedMount = ({ options }: Pick<Mount, "options">): { readonly severity: Verdict; readonly outcome: string } =>
  options.includes("optional")
    ? { severity: "warning", outcome: "the entry is left out" }
    : { severity: "error", outcome: "LXC will not start the container" };
