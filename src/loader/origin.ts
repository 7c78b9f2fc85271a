import { parentOf } from "../rootfs/paths.ts";
import type { Loaded } from "./loaded.ts";
import type { Running } from "./loader.ts";

/** The directory of an object, absolute: that of a program comes from /proc/self/exe, that of a library from the path it was found at. */
export const originOf = (by: Loaded, { main, invocation }: Pick<Running, "main" | "invocation">): string | undefined =>
  by.node.contentOffset === main.node.contentOffset && !invocation.hasProc ? undefined : `/${parentOf(by.path)}`;
