import { atFile, type Diagnostic, error, type Place } from "../diagnostics/diagnostic.ts";

/** The machine failed: a file can't be read or written, a tool is missing. The exit code is 3. */
export const hostFailure = (file: string, message: string): Diagnostic => error("host-failure", atFile(file), message);

/** The command line is wrong. The exit code is 2; as text it is told without a code. */
export const wrongUsage = (message: string, help: string): Diagnostic => error("wrong-usage", atFile("command line"), message, help);

/** With --split: the container's name has no letter or digit that a file name could be made of. */
export const noOutputName = (place: Place, container: string): Diagnostic =>
  error("no-output-name", place, `no file name can be made of the container's name "${container}" for its own overlay`);

/** With --split: two containers' overlays would be one file. */
export const sameOutputName = (place: Place, containers: readonly [string, string], file: string): Diagnostic =>
  error(
    "same-output-name",
    place,
    `the overlays of the containers "${containers[0]}" and "${containers[1]}" would both be called ${file}`,
    "rename one of the containers, or build them without --split",
  );
