import { type BundlePlan, DOBBY_INIT } from "../plan/bundle-plan.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import { because, type Json, type JsonObject } from "./json-lines.ts";

/** `process` of config.json: config.md of the OCI runtime spec 1.0.2. */
export const processJson = ({ environment, target }: ContainerPlan, bundle: BundlePlan): JsonObject => {
  const { start, additionalGids, said } = bundle;
  const words = (start?.command.words ?? []).flatMap((word) => word ?? []);
  return {
    terminal: false,
    user: { uid: 0, gid: 0, additionalGids: additionalGids.map(({ gid, why }) => because(why, gid)) },
    args: because(start?.command.why, target === "oci" ? words : [DOBBY_INIT, ...words]),
    env: environment.map(({ name, value, why }) => because(why, `${name}=${value}`)),
    cwd: "/",
    capabilities: capabilitiesJson(bundle),
    rlimits:
      said.limits.length === 0
        ? undefined
        : said.limits.map(({ type, hard, soft, span }) => because({ reason: "ResourceLimits", span }, { type, hard, soft })),
    noNewPrivileges: true,
  };
};

/** Five equal lists: a program has them without any file capability, and can't get others. */
const capabilitiesJson = ({ capabilities, capabilitiesWhy }: BundlePlan): Json => {
  const names = capabilities.map((name) => `CAP_${name.toUpperCase()}`);
  return because(capabilitiesWhy, { bounding: names, effective: names, inheritable: names, permitted: names, ambient: names });
};
