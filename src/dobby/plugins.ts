import type { Bundle, BundleLogging, BundleNetwork } from "../model/bundle.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { BundlePlan } from "../plan/bundle-plan.ts";
import type { Mount } from "../plan/mount.ts";
import { because, type Json, type JsonObject } from "./json-lines.ts";
import { dynamicJson, dynamicOf, dynamicsOf } from "./mounts.ts";

/** As the old generator has it: 64 MiB. */
const GPU_MEMORY = 67_108_864;

/** As the old generator has it: 1 MiB. */
const LOG_LIMIT = 1_048_576;

/** nosuid, nodev, noexec. */
const LOOPBACK_FLAGS = 14;

interface Plugin {
  readonly span?: Span | undefined;
  /** Without it the container does not start; the others may fail. */
  readonly required?: true;
  readonly dependsOn?: readonly string[] | undefined;
  readonly data: JsonObject;
}

/** `rdkPlugins` of config.json: Dobby 3.19, bundle/runtime-schemas/schema/defs-plugins.json. Each has data: Dobby's daemon reads it unasked. */
export const pluginsJson = ({ said, dbus }: BundlePlan, mounts: readonly Mount[]): JsonObject => {
  const { logging, network, minidump, oomCrash, thunder, localTime, gpuMemory } = said;
  const [device] = said.dynamicDevices;
  const [checkpoint] = said.checkpoints;
  return {
    logging: logging && pluginJson({ span: logging.span, required: true, data: loggingData(logging) }),
    networking: network && pluginJson({ span: network.span, data: networkData(network) }),
    ipc: dbus && pluginJson({ span: dbus, data: { system: "system" } }),
    storage: storageJson(said, mounts),
    gpu: pluginJson({ span: gpuMemory?.span, data: { memory: gpuMemory?.value ?? GPU_MEMORY } }),
    devicemapper: device && pluginJson({ span: device.span, data: { devices: said.dynamicDevices.map(({ value }) => value) } }),
    minidump: minidump && pluginJson({ span: minidump.span, data: { destinationPath: minidump.value } }),
    oomcrash: oomCrash && pluginJson({ span: oomCrash.span, data: { path: oomCrash.value } }),
    thunder:
      thunder &&
      pluginJson({
        span: thunder.span,
        required: true,
        // A plugin that is not there stops the container.
        dependsOn: network && ["networking"],
        data: { trusted: thunder.trusted, bearerUrl: thunder.bearerUrl },
      }),
    localtime: localTime && pluginJson({ span: localTime.span, data: { setTZ: localTime.setTZ } }),
    memcheckpointrestore:
      checkpoint &&
      pluginJson({
        span: checkpoint.span,
        data: { mountpoints: said.checkpoints.map(({ source, destination, options }) => ({ source, destination, options })) },
      }),
  };
};

const pluginJson = ({ span, required, dependsOn, data }: Plugin): Json =>
  because(span && { reason: "a plugin of Dobby", span }, { required: required ?? false, dependsOn, data });

const loggingData = (logging: BundleLogging): JsonObject => {
  if (logging.sink === "file") return { sink: "file", fileOptions: { path: logging.path, limit: LOG_LIMIT } };
  const { sink } = logging;
  return { sink, journaldOptions: sink === "devnull" || logging.priority === undefined ? undefined : { priority: logging.priority } };
};

const networkData = ({ type, ipv4, ipv6, dnsmasq, portForwarding, multicast }: BundleNetwork): JsonObject => {
  const listed = (list: readonly object[]): readonly Json[] | undefined =>
    list.length === 0 ? undefined : (list as readonly JsonObject[]);
  return {
    type,
    ipv4,
    ipv6,
    dnsmasq,
    portForwarding: portForwarding && {
      localhostMasquerade: portForwarding.localhostMasquerade,
      hostToContainer: listed(portForwarding.hostToContainer),
      containerToHost: listed(portForwarding.containerToHost),
    },
    multicastForwarding: listed(multicast),
  };
};

const storageJson = ({ loopbacks, dynamics, mountOwners }: Bundle, mounts: readonly Mount[]): Json | undefined => {
  const why = (reason: string, span: Span) => ({ reason, span });
  const loopback = loopbacks.map(({ destination, source, size, persistent, span }) =>
    because(why("Loopback", span), { destination, flags: LOOPBACK_FLAGS, fstype: "ext4", source, imgsize: size, persistent }),
  );
  const dynamic = [
    ...dynamicsOf(mounts).map((mount) => because(mount.why, dynamicJson(dynamicOf(mount)))),
    ...dynamics.map((each) => because(why("Dynamic", each.span), dynamicJson(each))),
  ];
  const mountOwner = mountOwners.map(({ source, user, group, recursive, span }) =>
    because(why("MountOwner", span), { source, user: user.value, group: group.value, recursive }),
  );
  const listed = (list: readonly Json[]): readonly Json[] | undefined => (list.length === 0 ? undefined : list);
  const data = { loopback: listed(loopback), dynamic: listed(dynamic), mountOwner: listed(mountOwner) };
  return Object.values(data).every((list) => list === undefined) ? undefined : pluginJson({ data });
};
