import { diagnostic, error, warning, type Diagnostic, type Place, type Severity } from "../diagnostics/diagnostic.ts";

/** In secure mode the main process has no user. */
export const startAsRoot = (place: Place, container: string): Diagnostic =>
  warning("start-as-root", place, `${container} runs as root although the container is secure`, "give LxcConfig a UserName");

/** In secure mode an attached process has no user. */
export const attachAsRoot = (severity: Severity, place: Place, param: string): Diagnostic =>
  diagnostic(
    severity,
    "attach-as-root",
    place,
    `the attached process ${param} runs as root although the container is secure`,
    "give the Attach a UserName",
  );

/** lxc-attach of this dialect can't change the user. */
export const attachIdentityUnsupported = (place: Place, param: string): Diagnostic =>
  error("attach-identity-unsupported", place, `lxc-attach of LXC 3.0 has no -u and -g: ${param} would run as root`);

/** A program that the launcher calls is not on the host. */
export const missingHostTool = (place: Place, tool: string, help?: string): Diagnostic =>
  warning("missing-host-tool", place, `the launcher calls ${tool}, which is not in the host rootfs`, help);
