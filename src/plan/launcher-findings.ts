import type { Diagnostic, Place, Severity } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const LAUNCHER_CODES = {
  error: {
    "attach-identity-unsupported": "lxc-attach of this dialect can't change the user.",
  },
  warning: {
    "start-as-root": "In secure mode the main process has no user.",
    "missing-host-tool": "A program that the launcher calls is not on the host.",
  },
  either: {
    "attach-as-root": "In secure mode an attached process has no user.",
  },
} as const;

const { error, warning, either } = findingsOf(LAUNCHER_CODES);

export const startAsRoot = (place: Place, container: string): Diagnostic =>
  warning("start-as-root", place, `${container} runs as root although the container is secure`, "give LxcConfig a UserName");

export const attachAsRoot = (severity: Severity, place: Place, param: string): Diagnostic =>
  either(
    severity,
    "attach-as-root",
    place,
    `the attached process ${param} runs as root although the container is secure`,
    "give the Attach a UserName",
  );

export const attachIdentityUnsupported = (place: Place, param: string): Diagnostic =>
  error("attach-identity-unsupported", place, `lxc-attach of LXC 3.0 has no -u and -g: ${param} would run as root`);

export const missingHostTool = (place: Place, tool: string, help?: string): Diagnostic =>
  warning("missing-host-tool", place, `the launcher calls ${tool}, which is not in the host rootfs`, help);
