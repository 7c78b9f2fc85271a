import { getSystemErrorMap } from "node:util";
import { HostError } from "./host.ts";

/** A HostError that says what could not be done and why, in the system's words: `can't be read: permission denied`. */
export const systemError = (file: string, failure: string, cause: unknown): HostError =>
  cause instanceof HostError ? cause : new HostError(file, `${failure}: ${reason(cause)}`, cause);

const reason = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  if ("code" in cause && cause.code === "EISDIR") return "is a directory";
  const errno = "errno" in cause ? Number(cause.errno) : 0;
  return getSystemErrorMap().get(errno)?.[1] ?? cause.message;
};
