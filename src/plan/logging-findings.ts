import { error, warning, type Diagnostic, type Place } from "../diagnostics/diagnostic.ts";
import { because, type Cause } from "./finding-words.ts";

/** A mounted host file gets capabilities, and Logging writes it anew. */
export const capsOnLogFile = (place: Place, path: string, log: { readonly name: string; readonly why: Cause }): Diagnostic =>
  error("caps-on-log-file", place, `/${path} can't get capabilities: ${log.name} writes it anew (${because(log.why)})`, "remove caps");

/** Two containers would set the same variable in containerLog.properties. */
export const logVariableTaken = (place: Place, variable: string, container: string, first: Cause): Diagnostic =>
  error(
    "log-variable-taken",
    place,
    `${variable}_logs in /etc/containerLog.properties is set for ${container} already (${because(first)})`,
    "name one of the containers otherwise: - and . become _ there",
  );

/** Logging has no LogPath. */
export const loggingWithoutPath = (place: Place): Diagnostic =>
  warning("logging-without-path", place, "Logging has no LogPath: its logs are not on the host", "name their directory with LogPath");

/** --split with Logging: every overlay would carry its own containerLog.properties. */
export const loggingWithSplit = (place: Place): Diagnostic =>
  error(
    "logging-with-split",
    place,
    "Logging changes /etc/containerLog.properties, which several overlays of --split would overwrite",
    "build without --split",
  );
