import { normalizePath } from "../linux/path-spelling.ts";
import { instead, oneOf, pattern, type ValueForm } from "./value-form.ts";

/** Dobby reads sizes into 32 bits: int32 of its schema defs-plugins.json. */
const INT32 = 2 ** 31 - 1;

export const INT32_BYTES: ValueForm = {
  ...pattern(/^\d{1,16}$/, `a number of bytes from 1 to ${INT32}`),
  fits: (value) => /^\d{1,16}$/.test(value) && Number(value) >= 1 && Number(value) <= INT32,
};

export const PORT: ValueForm = pattern(
  /^0*(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
  "a port from 1 to 65535",
);

export const PROTOCOL: ValueForm = oneOf("tcp", "udp");

export const DIRECTION: ValueForm = oneOf("HostToContainer", "ContainerToHost");

export const SINK: ValueForm = oneOf("file", "journald", "devnull");

/** The priorities of syslog(3). */
export const PRIORITY: ValueForm = {
  ...oneOf(..."EMERG ALERT CRIT ERR WARNING NOTICE INFO DEBUG".split(" ").map((name) => `LOG_${name}`)),
  help: (value) => {
    const name = `LOG_${value.toUpperCase().replace(/^LOG_?/, "")}`;
    return PRIORITY.choices?.includes(name) ? instead(name) : undefined;
  },
};

/** networking of defs-plugins.json; Dobby takes any other for none. */
export const BUNDLE_NETWORK: ValueForm = {
  ...oneOf("nat", "none", "open"),
  help: (text) =>
    text === "veth" || text === "bridge"
      ? 'write type="nat": Dobby makes the pair and the bridge itself'
      : text === "host"
        ? 'write type="open": the container shares the network of the host'
        : undefined,
};

/** A path of the host. */
export const ABSOLUTE: ValueForm = pattern(/^\//, "an absolute path", (value) =>
  value === "" ? undefined : instead(`/${normalizePath(value)}`),
);

/** getrlimit(2). */
export const RESOURCE: ValueForm = {
  ...oneOf(
    ..."AS CORE CPU DATA FSIZE LOCKS MEMLOCK MSGQUEUE NICE NOFILE NPROC RSS RTPRIO RTTIME SIGPENDING STACK"
      .split(" ")
      .map((name) => `RLIMIT_${name}`),
  ),
  form: "a resource of getrlimit(2) like RLIMIT_NOFILE",
  help: (value) => {
    const name = `RLIMIT_${value.toUpperCase().replace(/^RLIMIT_?/, "")}`;
    return RESOURCE.choices?.includes(name) ? instead(name) : undefined;
  },
};

/** RLIM_INFINITY: the largest number of 64 bits. */
export const UNLIMITED: bigint = 2n ** 64n - 1n;

/** What JSON's readers take without loss. */
const isExact = (value: bigint): boolean => value >= -(2n ** 53n - 1n) && value <= 2n ** 53n - 1n;

/** A limit of setrlimit(2); -1 is what shells and C call no limit. */
export const LIMIT: ValueForm = {
  shape: /^(?:\d{1,20}|unlimited)$/,
  fits: (value) => value === "unlimited" || (/^\d{1,20}$/.test(value) && (isExact(BigInt(value)) || BigInt(value) === UNLIMITED)),
  form: "an integer from 0 to 9007199254740991, or unlimited",
  help: (value) => (/^(?:-1|infinity|max)$/i.test(value) ? instead("unlimited") : undefined),
};

/** An address of multicast. */
export const MULTICAST: ValueForm = pattern(
  /^(?:2(?:2[4-9]|3\d)(?:\.\d{1,3}){3}|[Ff]{2}[\dA-Fa-f:]+)$/,
  "a multicast address like 239.255.255.250",
);
