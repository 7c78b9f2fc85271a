import type { BuildInput, BuildResult } from "../build.ts";
import type { ChooseJudging } from "../check/judging.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ReadHost } from "../rootfs/read-host.ts";

/** A build that was run, its rootfs still open; what it was run on at last. */
export interface Built {
  readonly input: BuildInput;
  readonly result: BuildResult;
  /** Which findings follow from others, where people are told. */
  readonly causes?: ReadonlyMap<Diagnostic, Diagnostic>;
}

/** The pipeline, or one that does what it does in another way; `read` reads the device's rootfs. */
export type Judge = (input: BuildInput, read: ReadHost, choose?: ChooseJudging) => BuildResult;
