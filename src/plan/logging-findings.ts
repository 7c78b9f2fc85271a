import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const LOGGING_CODES = {
  error: {
    "logging-with-split": "--split with Logging: every overlay would carry its own containerLog.properties.",
  },
  warning: {
    "logging-without-path": "Logging has no LogPath.",
  },
} as const;

const { error, warning } = findingsOf(LOGGING_CODES);

export const loggingWithoutPath = (location: Location): Diagnostic =>
  warning("logging-without-path", location, "Logging has no LogPath: its logs are not on the host", "name their directory with LogPath");

export const loggingWithSplit = (location: Location): Diagnostic =>
  error(
    "logging-with-split",
    location,
    "Logging changes /etc/containerLog.properties, which several overlays of --split would overwrite",
    "build without --split",
  );
