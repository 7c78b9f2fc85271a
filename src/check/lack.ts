import type { Loaded, Need } from "../loader/loaded.ts";
import type { Loader, Running } from "../loader/loader.ts";

/** A need that is not met, and who has the loader look for it. */
export interface Lack {
  readonly need: Need;
  readonly running: Running;
  readonly loader: Loader;
  /** What of the container needs it, or needs a library that needs it and lacks itself. */
  readonly shown: Loaded;
}
