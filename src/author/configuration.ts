import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf, isUnder, parentOf } from "../rootfs/paths.ts";
import { readHostText } from "../rootfs/read-file.ts";
import { codeBind, dataBind } from "./binds.ts";
import type { DraftMount } from "./draft.ts";
import { interpreterData, isShared, ownBind } from "./package-data.ts";
import { scriptInterpreters } from "./script-interpreters.ts";
import type { Subject } from "./subject.ts";
import { writableDirectory } from "./writable-directory.ts";

/** What a file of the configuration says, its comments left out. */
export interface ConfigurationText {
  readonly path: string;
  readonly text: string;
}

/** The configuration among `mounts`. */
export const configurationTexts = ({ device }: Subject, mounts: readonly DraftMount[]): readonly ConfigurationText[] => {
  const { rootfs } = device.host;
  return configurationFiles(rootfs, mounts).flatMap((path) => {
    const found = lookup(rootfs, path);
    return found.kind === "found" && found.node.type === "file"
      ? [{ path, text: withoutComments(readHostText(rootfs, found.node) ?? "") }]
      : [];
  });
};

/** What the configuration asks for beside itself: what it has executed, directories that the program writes, and what it serves. */
export const configuredMounts = (subject: Subject, configuration: readonly ConfigurationText[]): readonly DraftMount[] =>
  configuration.flatMap(({ path, text }) => [...executedMounts(subject, text), ...namedMounts(subject, path, text)]);

/** Files of /etc that are mounted, and `*.conf` in a directory of it, or of /usr/share, where some have what /etc need not repeat. */
const configurationFiles = (rootfs: HostRootfs, mounts: readonly DraftMount[]): readonly string[] =>
  mounts.flatMap(({ type, source }) => {
    if (type === "dir" && /^\/(?:etc|usr\/share)\//.test(source)) return confFilesIn(rootfs, source);
    return type === "file" && isUnder(source, "/etc") ? [source] : [];
  });

/** `*.conf` directly in a directory, and in those in it that are there for parts: `conf.d`, `conf-enabled`. */
const confFilesIn = (rootfs: HostRootfs, directory: string): readonly string[] =>
  namesIn(rootfs, directory).flatMap((name) => {
    const path = `${directory}/${name}`;
    if (name.endsWith(".conf")) return [path];
    return /(?:\.d|-enabled)$/.test(name) ? confFilesIn(rootfs, path) : [];
  });

const namesIn = (rootfs: HostRootfs, path: string): readonly string[] => {
  const found = lookup(rootfs, path);
  return found.kind === "found" ? rootfs.nodes.namesIn(found.node.path) : [];
};

const withoutComments = (text: string): string => text.replaceAll(/^\s*[#;!].*$|<!--[^]*?-->/gm, "");

/** lighttpd's include_shell: a command that /bin/sh runs while it reads its configuration. */
const executedMounts = ({ device, readElf }: Subject, text: string): readonly DraftMount[] => {
  const { rootfs } = device.host;
  const commands = [...text.matchAll(/^\s*include_shell\s+"(\/[^\s"]+)/gm)].map(([, path = ""]) => path);
  if (commands.length === 0) return [];
  const mounts = commands.flatMap((path) => {
    const found = lookup(rootfs, path);
    if (found.kind !== "found" || found.node.type !== "file") return [];
    const interpreters = scriptInterpreters(rootfs, readElf, found.node);
    const why = `executed by the configuration (${path})`;
    return [
      codeBind({ path, why }),
      ...interpreters.map((each) => codeBind({ path: each.path, why })),
      ...interpreterData(
        device,
        interpreters.map((each) => baseOf(each.path)),
        found.node,
      ),
      ...filesOfEtc(rootfs, readHostText(rootfs, found.node) ?? "").map((each): DraftMount => ({
        ...dataBind("file", { path: each, why: `read by ${path}` }),
        isOptional: true,
      })),
    ];
  });
  const shell = lookup(rootfs, SHELL).kind === "found" ? [codeBind({ path: SHELL, why: "runs the commands of the configuration" })] : [];
  return [...shell, ...mounts];
};

const SHELL = "/bin/sh";

/** Files directly in /etc that a script names. */
const filesOfEtc = (rootfs: HostRootfs, text: string): readonly string[] =>
  [...new Set([...text.matchAll(/(?<=["'\s])\/etc\/[\w.-]+(?=["'\s;])/g)].map(([path]) => path))].filter((path) => {
    const found = lookup(rootfs, path);
    return found.kind === "found" && found.node.type === "file" && (found.node.mode & 0o004) !== 0;
  });

/** Directories below /var that the configuration names are the program's to write, others are read. */
const namedMounts = (subject: Subject, file: string, text: string): readonly DraftMount[] => {
  const { host } = subject.device;
  const paths = new Set([...text.matchAll(/(?<=^|["'\s=])\/(?:var|srv|usr\/share)\/[\w.+/-]*\w/gm)].map(([path]) => path));
  return [...paths].flatMap((path) => {
    if (/^\/var\/(?:run|tmp)\//.test(path)) return [];
    if (!/^\/var\/(?:log|cache|lib|spool)\//.test(path))
      return isShared(host, path) ? [] : ownBind(subject.device, path, `named by ${file}`);
    const found = lookup(host.rootfs, path);
    const isDirectory = found.kind === "found" ? found.node.type === "directory" : !baseOf(path).includes(".");
    const directory = isDirectory ? path : parentOf(path);
    return directory.split("/").length < 4 ? [] : [writableDirectory(subject, directory, `written, as ${file} says`)];
  });
};
