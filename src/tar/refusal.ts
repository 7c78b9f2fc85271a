import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";

/** Ends the reading of an archive, wherever it is in its parts; `readArchive` turns it into the diagnostic, at the block it had come to. */
export class Refusal extends Error {
  readonly diagnose: (location: Location) => Diagnostic;

  constructor(diagnose: (location: Location) => Diagnostic) {
    super("the archive is refused");
    this.diagnose = diagnose;
  }
}
