import { atSpan } from "../diagnostics/diagnostic.ts";
import type { CgroupSetting } from "../model/container.ts";
import { bytesOf } from "./cgroup-values.ts";
import { memswWithoutLimit } from "./limit-findings.ts";
import type { PlanContext } from "./plan-context.ts";

const LIMIT = "memory.limit_in_bytes";

/** A swap limit needs a memory limit that is not above it: cgroup-v1/memory.rst, section 2.4. */
export const judgeSwap = (context: PlanContext, setting: CgroupSetting): boolean => {
  const limit = context.container.cgroup.find((each) => each.file === LIMIT);
  const swap = bytesOf(setting.value);
  const valid = swap === -1n || (limit !== undefined && limit.value !== "-1" && swap >= bytesOf(limit.value));
  if (!valid) context.report(memswWithoutLimit(atSpan(setting.span), setting.value, limit?.value));
  return valid;
};
