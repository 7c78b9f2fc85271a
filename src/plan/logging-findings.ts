import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import { because, type Cause } from "./finding-words.ts";

export const LOGGING_CODES = {
  error: {
    "caps-on-log-file": "A mounted host file gets capabilities, and Logging writes it anew.",
    "log-variable-taken": "Two containers would set the same variable in containerLog.properties.",
    "logging-with-split": "--split with Logging: every overlay would carry its own containerLog.properties.",
  },
  warning: {
    "logging-without-path": "Logging has no LogPath.",
  },
} as const;

const { error, warning } = findingsOf(LOGGING_CODES);

export const capsOnLogFile = (place: Place, path: string, log: { readonly name: string; readonly why: Cause }): Diagnostic =>
  error("caps-on-log-file", place, `/${path} can't get capabilities: ${log.name} writes it anew (${because(log.why)})`, "remove caps");

export const logVariableTaken = (place: Place, variable: string, container: string, first: Cause): Diagnostic =>
  error(
    "log-variable-taken",
    place,
    `${variable}_logs in /etc/containerLog.properties is set for ${container} already (${because(first)})`,
    "name one of the containers otherwise: - and . become _ there",
  );

export const loggingWithoutPath = (place: Place): Diagnostic =>
  warning("logging-without-path", place, "Logging has no LogPath: its logs are not on the host", "name their directory with LogPath");

export const loggingWithSplit = (place: Place): Diagnostic =>
  error(
    "logging-with-split",
    place,
    "Logging changes /etc/containerLog.properties, which several overlays of --split would overwrite",
    "build without --split",
  );
