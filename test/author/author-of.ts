import { type Authored, openAuthor, type Request } from "../../src/author/author.ts";
import { openDevice } from "../../src/author/device.ts";
import type { Settled } from "../../src/author/settle.ts";
import { readConfig } from "../../src/model/read-config.ts";
import { DEFAULT_OPTIONS } from "../../src/model/options.ts";
import type { Host } from "../../src/rootfs/read-host.ts";
import { readAccounts } from "../../src/rootfs/read-accounts.ts";
import { deviceWith } from "../corpus/device.ts";
import { check } from "../../src/check/check.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { planOverlay } from "../../src/plan/plan-overlay.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { select } from "../../src/select.ts";
import { viewDevice } from "../../src/view/views.ts";
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

/** A description with what its comments have ready to be uncommented: the elements of a kind, at their place; a Network in place of the one that is there. */
export const choose = (text: string, kind: "Dbus" | "Network", index = 0): string => {
  const taken = [...text.matchAll(CHOICE)].map(([, line = ""]) => line);
  if (kind === "Network") {
    const network = taken.filter((line) => line.startsWith("<Network"))[index];
    return network === undefined ? text : text.replace('<Network type="empty"/>', network);
  }
  return text.replaceAll(/<!--((?:(?!-->)[^])*system bus(?:(?!-->)[^])*)-->/g, (whole, inner: string) =>
    [whole, ...[...inner.matchAll(CHOICE)].map(([, line = ""]) => line)].join("\n"),
  );
};

const CHOICE = /^ +(<(?:Dbus|Environment|Network|Entry) ?.*>)$/gm;

/** What `check -s -S` finds in a text on a host, hints left out. */
export const foundInText = (text: string, rootfs: HostRootfs): readonly Diagnostic[] => {
  const options = { ...DEFAULT_OPTIONS, secure: true, sanity: true, dialect: "5.0" as const };
  const selected = select({
    descriptions: [{ file: "a.xml", bytes: Buffer.from(text) }],
    config: { file: "config.ini", bytes: Buffer.from(CONFIG) },
    tagArguments: [],
    options: { secure: true, sharedRootfs: false },
  });
  const { config, containers } = selected.value;
  if (config === undefined) throw new Error("no config.ini");
  const planned = planOverlay({ containers, rootfs, accounts: readAccounts(rootfs).value, config, options });
  const run = { plan: planned.value, views: viewDevice(planned.value, rootfs), rootfs, config, options };
  return [...selected.diagnostics, ...planned.diagnostics, ...check(run)].filter(({ severity }) => severity !== "hint");
};
