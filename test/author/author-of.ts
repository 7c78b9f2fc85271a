import { type Authored, openAuthor, type Request } from "../../src/author/author.ts";
import { openDevice } from "../../src/author/device.ts";
import type { Settled } from "../../src/author/settle.ts";
import { readConfig } from "../../src/model/read-config.ts";
import { DEFAULT_OPTIONS } from "../../src/model/options.ts";
import type { Host } from "../../src/rootfs/read-host.ts";
import { readAccounts } from "../../src/rootfs/read-accounts.ts";
import { deviceWith } from "../corpus/device.ts";
import { type EntrySketch, rootfsOf } from "../rootfs/rootfs-of.ts";

/** A config.ini as devices have it. */
const CONFIG = `[WRITABLE]
paths = /var, /run, /tmp, /dev, proc, tmpfs
[EXECUTABLE]
paths = /usr/bin, /usr/sbin, /sbin, /bin, /usr/lib, /lib, /usr/libexec, /etc
[LIBRARIES]
paths = /lib, /usr/lib
`;

/** What writes descriptions for a host. */
export const authorOn = (host: Host): ((request: Request) => Authored) => {
  const config = readConfig(Buffer.from(CONFIG), "config.ini").value;
  if (config === undefined) throw new Error("no config.ini");
  return openAuthor(openDevice(host, config, { ...DEFAULT_OPTIONS, sanity: true, dialect: "5.0" }));
};

/** What is written for a program of the common device with changes. */
export const authored = (request: Request, changes: readonly EntrySketch[] = []): Authored => {
  const rootfs = rootfsOf(...deviceWith(changes, []));
  return authorOn({ rootfs, accounts: readAccounts(rootfs).value })(request);
};

/** Its description, where it is one that `check` finds nothing in. */
export const cleanText = (request: Request, changes: readonly EntrySketch[] = []): string => {
  const { text, findings } = settled(authored(request, changes));
  if (findings.length > 0) throw new Error(`${findings[0]?.message}\n${text}`);
  return text;
};

export const settled = (result: Authored): Settled => {
  if ("lacks" in result) throw new Error(`no ${result.lacks} ${result.name}`);
  return result;
};
