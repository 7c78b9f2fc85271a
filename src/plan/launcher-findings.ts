import type { Diagnostic, Location, Severity } from "../diagnostics/diagnostic.ts";
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

export const startAsRoot = (location: Location, container: string): Diagnostic =>
  warning("start-as-root", location, `${container} runs as root although the container is secure`, "give LxcConfig a UserName");

export const attachAsRoot = (severity: Severity, location: Location, param: string): Diagnostic =>
  either(
    severity,
    "attach-as-root",
    location,
    `the attached process ${param} runs as root although the container is secure`,
    "give the Attach a UserName",
  );

export const attachIdentityUnsupported = (location: Location, param: string): Diagnostic =>
  error("attach-identity-unsupported", location, `lxc-attach of LXC 3.0 has no -u and -g: ${param} would run as root`);

export const missingHostTool = (location: Location, tool: string, help?: string): Diagnostic =>
  warning("missing-host-tool", location, `the launcher calls ${tool}, which is not in the host rootfs`, help);
