import { LD } from "../check/check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { writeLinkedElf } from "../support/linked-elf.ts";
import { type Kind, sound, warning } from "./case.ts";
import { bind, here } from "./description.ts";

/** libdbus, built with an address of the system bus. */
const built = (address: string): readonly EntrySketch[] => [
  {
    path: "usr/lib/libdbus-1.so.3",
    mode: 0o755,
    content: writeLinkedElf({ machine: "arm", soname: "libdbus-1.so.3", needed: ["libc.so.6"], defines: [{ name: address }] }),
  },
  { path: "var/run", type: "symlink", target: "../run" },
  { path: "run/" },
];

const DEBIAN = built("unix:path=/run/dbus/system_bus_socket");
const UPSTREAM = built("unix:path=/var/run/dbus/system_bus_socket");
const DBUS = '<Dbus enable="true"/>';
const variable = (path: string): string => `<Variable>DBUS_SYSTEM_BUS_ADDRESS=unix:path=${path}</Variable>`;
const MENDED = variable("/var/run/dbus/system_bus_socket");

/** Where libdbus looks for the system bus: D-Bus specification, "Well-known Message Bus Instances"; libdbus-1-3 1.14.10 of Debian 12. */
export const DBUS_SOCKET: Kind = {
  kind: "dbus",
  faults: [
    warning(
      "built-with-run",
      "dbus-socket-elsewhere",
      "Debian builds libdbus with /run, and the container has no symlink from there to /var/run",
      { config: [here(DBUS)] },
      { host: DEBIAN, mended: { description: { config: [DBUS], environment: [MENDED] } } },
    ),
    warning(
      "variable-elsewhere",
      "dbus-socket-elsewhere",
      "the variable counts before what libdbus was built with",
      { config: [DBUS], environment: [here(variable("/run/dbus/system_bus_socket"))] },
      { host: UPSTREAM, mended: { description: { config: [DBUS], environment: [MENDED] } } },
    ),
    warning(
      "variable-misspelt",
      "dbus-socket-elsewhere",
      "a socket that is not there: connect(2), ENOENT",
      { config: [DBUS], environment: [here(variable("/var/run/dbus-1/system_bus_socket"))] },
      { host: DEBIAN, mended: { description: { config: [DBUS], environment: [MENDED] } } },
    ),
    warning(
      "last-variable",
      "dbus-socket-elsewhere",
      "of two values the later one is set",
      { config: [DBUS], environment: [MENDED, here(variable("/run/dbus/system_bus_socket"))] },
      { host: UPSTREAM },
    ),
  ],
  clean: [
    sound("upstream", "libdbus looks where the socket is", { config: [DBUS] }, { host: UPSTREAM }),
    sound(
      "off",
      "without Dbus nothing is mounted that could be in the wrong place",
      { config: ['<Dbus enable="false"/>'] },
      { host: DEBIAN },
    ),
    sound(
      "mounted-as-well",
      "the socket's directory is mounted where libdbus looks",
      { config: [DBUS], mounts: [bind("/run/dbus", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" })] },
      { host: DEBIAN },
    ),
    sound(
      "abstract",
      "an address that is no path is nobody's to judge here",
      { config: [DBUS], environment: ["<Variable>DBUS_SYSTEM_BUS_ADDRESS=tcp:host=10.0.3.1,port=5000</Variable>"] },
      { host: DEBIAN },
    ),
    sound("untold", "a libdbus without such a string may ask a configuration", { config: [DBUS] }, { host: built(`no${LD}`) }),
  ],
};
