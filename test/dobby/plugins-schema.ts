/** What Dobby 3.19 takes of `rdkPlugins`, beside its own schema (bundle/runtime-schemas/schema/defs-plugins.json): each plugin has data, and none has a member that is not known. */
const object = (properties: object, required: readonly string[] = []): object => ({
  type: "object",
  properties,
  ...(required.length === 0 ? {} : { required }),
  additionalProperties: false,
});

const listOf = (items: object): object => ({ type: "array", items, minItems: 1 });

const text = { type: "string" };
const flag = { type: "boolean" };
const int32 = { type: "integer", minimum: 1, maximum: 2 ** 31 - 1 };
const port = { type: "integer", minimum: 1, maximum: 65_535 };
const path = { type: "string", pattern: "^/" };

const plugin = (required: boolean, data: object): object =>
  object({ required: { enum: [required] }, dependsOn: listOf(text), data }, ["required", "data"]);

const forwarded = listOf(object({ port, protocol: { enum: ["tcp", "udp"] } }, ["port", "protocol"]));

export const PLUGINS_SCHEMA: object = {
  $schema: "http://json-schema.org/draft-04/schema#",
  ...object({
    logging: plugin(
      true,
      object(
        {
          sink: { enum: ["file", "journald", "devnull"] },
          fileOptions: object({ path, limit: { type: "integer" } }, ["path"]),
          journaldOptions: object({ priority: { type: "string", pattern: "^LOG_(EMERG|ALERT|CRIT|ERR|WARNING|NOTICE|INFO|DEBUG)$" } }),
        },
        ["sink"],
      ),
    ),
    networking: plugin(
      false,
      object(
        {
          type: { enum: ["nat", "none", "open"] },
          ipv4: flag,
          ipv6: flag,
          dnsmasq: flag,
          portForwarding: object({ localhostMasquerade: flag, hostToContainer: forwarded, containerToHost: forwarded }),
          multicastForwarding: listOf(object({ ip: text, port }, ["ip", "port"])),
        },
        ["type"],
      ),
    ),
    ipc: plugin(false, object({ system: text, session: text })),
    storage: plugin(
      false,
      object({
        loopback: listOf(
          object({ destination: path, flags: { enum: [14] }, fstype: { enum: ["ext4"] }, source: path, imgsize: int32, persistent: flag }, [
            "destination",
            "flags",
            "fstype",
            "source",
            "imgsize",
            "persistent",
          ]),
        ),
        dynamic: listOf(
          object({ destination: path, flags: { type: "integer" }, options: { type: "array", items: text }, source: path }, [
            "destination",
            "flags",
            "options",
            "source",
          ]),
        ),
        mountOwner: listOf(object({ source: path, user: text, group: text, recursive: flag }, ["source", "user", "group"])),
      }),
    ),
    gpu: plugin(false, object({ memory: int32 }, ["memory"])),
    devicemapper: plugin(false, object({ devices: listOf(path) }, ["devices"])),
    minidump: plugin(false, object({ destinationPath: path }, ["destinationPath"])),
    oomcrash: plugin(false, object({ path }, ["path"])),
    thunder: plugin(true, object({ trusted: flag, bearerUrl: text })),
    localtime: plugin(false, object({ setTZ: text })),
    memcheckpointrestore: plugin(
      false,
      object({ mountpoints: listOf(object({ source: path, destination: path, options: { type: "array", items: text } })) }),
    ),
  }),
};
