import type { Compression } from "./compression.ts";
import { HostError } from "./host.ts";

export const damaged = (file: string, compression: Compression, reason: string, cause?: unknown): HostError =>
  new HostError(file, `holds damaged ${compression} data: ${reason}`, cause);

/** The first line of what a tool complains of, without its own name and that of its input. */
export const reasonIn = (complaint: string): string | undefined =>
  complaint
    .split("\n")
    .find((line) => line !== "")
    ?.replace(/^(\S+: )?(\S*stdin\S* ?: )?/, "")
    .trim();
