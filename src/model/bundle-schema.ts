import type { ElementRule } from "./element-rule.ts";
import * as bundle from "./bundle-values.ts";
import * as value from "./values.ts";

/**
 * What a bundle's description (Type="dobby") has beside the elements of an LXC container: the plugins of Dobby and what an OCI runtime sets up
 * itself. docs/description.md has an entry for each; names, values and defaults are those of the old generator's descriptions, the plugins' data
 * those of Dobby's schema (bundle/runtime-schemas/schema/defs-plugins.json).
 */
const many = (children: Readonly<Record<string, ElementRule>>): ElementRule => ({ times: "any", children });

const enable = { enable: value.FLAG };

const switched = (attributes: ElementRule["attributes"] = {}): ElementRule => ({
  times: "once",
  attributes: { ...enable, ...attributes },
  switch: "enable",
});

/** An element of attributes alone, all of them needed but those in `optional`. */
const record = (attributes: NonNullable<ElementRule["attributes"]>, optional: ElementRule["attributes"] = {}): ElementRule => ({
  times: "any",
  attributes: { ...attributes, ...optional },
  requiredAttributes: Object.keys(attributes),
});

/** Network: plugin networking. */
export const BUNDLE_NETWORK: ElementRule = {
  times: "once",
  attributes: { type: bundle.BUNDLE_NETWORK },
  requiredAttributes: ["type"],
  children: {
    IPv4: switched(),
    IPv6: switched(),
    DNSMasq: switched(),
    Multicast: { ...switched(), children: { Rule: record({ ip: bundle.MULTICAST, port: bundle.PORT }) } },
    PortForwarding: {
      ...switched({ localhostmasquerade: value.FLAG }),
      children: { Rule: record({ direction: bundle.DIRECTION, port: bundle.PORT }, { protocol: bundle.PROTOCOL }) },
    },
  },
};

/** Logging: plugin logging. LogPath and Log with type="file", Priority with type="journald". */
export const BUNDLE_LOGGING: ElementRule = {
  times: "once",
  attributes: { type: bundle.SINK, enable: value.FLAG },
  children: {
    LogPath: { times: "once", text: value.TEXT },
    Log: { times: "once", text: value.LOG_NAME },
    Priority: { times: "once", text: bundle.PRIORITY },
  },
};

/** In CGroupSettings. */
export const BUNDLE_CGROUP: Readonly<Record<string, ElementRule>> = {
  /** Plugin gpu. */
  GpuMemoryLimit: { times: "once", text: bundle.INT32_BYTES },
  /** Plugin devicemapper: nodes whose numbers the device decides when it boots. */
  DynamicDevices: many({ Device: record({ name: bundle.ABSOLUTE }) }),
};

/** In LxcConfig. */
export const BUNDLE_CONFIG: Readonly<Record<string, ElementRule>> = {
  AdditionalGroups: many({ GroupName: { times: "any", text: value.ACCOUNT } }),
  ResourceLimits: many({ Limit: record({ type: bundle.RESOURCE, hard: bundle.LIMIT, soft: bundle.LIMIT }) }),
  Storage: many({
    Loopback: record({ source: bundle.ABSOLUTE, destination: value.TEXT }, { size: bundle.INT32_BYTES, persistent: value.FLAG }),
    Dynamic: record({ source: bundle.ABSOLUTE, destination: value.TEXT, options: value.OPTIONS }),
    MountOwner: record({ source: bundle.ABSOLUTE, user: value.ACCOUNT, group: value.ACCOUNT }, { recursive: value.FLAG }),
  }),
  Minidump: switched({ path: bundle.ABSOLUTE }),
  OOMCrash: switched({ path: bundle.ABSOLUTE }),
  LocalTime: switched({ setTZ: value.TEXT }),
  Thunder: switched({ bearerUrl: value.TEXT, trusted: value.FLAG }),
  MemCheckpointRestore: many({ MountPoint: record({ source: bundle.ABSOLUTE, destination: value.TEXT, options: value.OPTIONS }) }),
};
