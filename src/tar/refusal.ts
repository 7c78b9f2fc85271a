import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";

/** Ends the reading of an archive, wherever it is in its parts; `readArchive` turns it into the diagnostic, at the block it had come to. */
export class Refusal extends Error {
  readonly diagnose: (place: Place) => Diagnostic;

  constructor(diagnose: (place: Place) => Diagnostic) {
    super("the archive is refused");
    this.diagnose = diagnose;
  }
}
