import { afterEach } from "vitest";
import { PRODUCED } from "./produced-codes.ts";

declare module "vitest" {
  interface TaskMeta {
    /** Codes of findings, as produced-codes.ts has noted them. */
    producedCodes?: readonly string[];
  }
}

afterEach(({ task }) => {
  task.file.meta.producedCodes = [...PRODUCED];
});
