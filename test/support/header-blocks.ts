import type { EntryHeader } from "../../src/tar/entry.ts";
import { openHeaders } from "../../src/tar/header-blocks.ts";

/** The blocks before the content of one entry. */
export const headerBlocks = (entry: EntryHeader): Buffer => Buffer.from(openHeaders()(entry));
