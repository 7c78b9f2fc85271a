import type { Span } from "./span.ts";

/** Text that a file gets in place of what stands from a place to before another one. */
export interface Replacement {
  readonly file: string;
  readonly from: Omit<Span, "file">;
  readonly to: Omit<Span, "file">;
  readonly text: string;
}
