import { closest } from "../../diagnostics/closest.ts";
import type { HostNode, HostRootfs } from "../../rootfs/host-rootfs.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { firstWord } from "../../shell/shell-words.ts";
import { readConfLine, unquoted } from "../../model/conf-line.ts";
import { confKeys, isConfKey, successorOf } from "./conf-keys.ts";
import { judgeConfValue } from "./conf-values.ts";
import { textOfNode } from "./setting-files.ts";

/** Something in an included file that LXC's parser does not take. */
export interface IncludeProblem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly help?: string | undefined;
}

/** What an included file says, with the files that it includes. */
export interface Included {
  readonly problems: readonly IncludeProblem[];
  /** Lines that seem to set something, and that LXC passes over. */
  readonly passedOver: readonly IncludeProblem[];
  /** What is set, in order. */
  readonly settings: readonly IncludedSetting[];
}

/** A setting of an included file. */
export interface IncludedSetting {
  readonly key: string;
  /** Without quotes; empty for what takes back what was set. */
  readonly value: string;
  readonly path: string;
  readonly line: number;
}

/** More than anybody includes, and how deep: each file may name others many times. */
const MAX_FILES = 500;
const MAX_DEPTH = 50;
const MAX_PROBLEMS = 20;

export interface IncludeReader {
  readonly host: HostRootfs;
  /** Whether a file that the rootfs lacks may be there on the running device. */
  readonly mayAppear: (path: string) => boolean;
}

/**
 * Reads a file of lxc.include as LXC from 3.0 on does: src/lxc/confile.c, parse_line and set_config_includefiles; of a directory the files whose
 * names end in .conf. What it refuses ends the start; all of it is told.
 */
export const readInclude = (start: HostNode, path: string, { host, mayAppear }: IncludeReader): Included => {
  const problems: IncludeProblem[] = [];
  const passedOver: IncludeProblem[] = [];
  const settings: IncludedSetting[] = [];

  let left = MAX_FILES;

  const visit = (node: HostNode, name: string, open: readonly HostNode[]): void => {
    left -= 1;
    if (left < 0 || open.length > MAX_DEPTH) return;
    if (node.type === "directory") {
      for (const child of host.nodes.namesIn(node.path).filter((each) => each.endsWith(".conf"))) {
        const found = lookup(host, `${node.path}/${child}`);
        if (found.kind === "found") visit(found.node, `${name}/${child}`, open);
      }
      return;
    }
    for (const [index, text] of (textOfNode(host, node) ?? "").split("\n").entries()) {
      const report = (message: string, help?: string): void => void problems.push({ path: name, line: index + 1, message, help });
      const { text: line, setting } = readConfLine(text);
      // "martian option. Don't add it to the config itself."
      if (!line.startsWith("lxc.")) {
        const meant = keyMeantBy(line);
        if (meant !== undefined)
          passedOver.push({ path: name, line: index + 1, message: `"${line}" does not begin with lxc.`, help: `write ${meant} = …` });
        continue;
      }
      if (setting === undefined) {
        report(`"${line}" has no =`, "write KEY = VALUE");
        continue;
      }
      const { key, value } = setting;
      settings.push({ key, value: unquoted(value), path: name, line: index + 1 });
      judgeKey(key, report);
      const problem = judgeConfValue(key, unquoted(value));
      if (problem !== undefined) report(`${key} can't be "${value}": it is ${problem.form}`, problem.help);
      if (key === "lxc.include") include(unquoted(value), { report, open: [...open, node] });
      const opened = openedBy(key, unquoted(value));
      if (opened !== undefined && isMissing(opened))
        report(`${key} needs ${opened}, which is not in the host rootfs`, "add the file, or remove the line");
    }
  };

  const isMissing = (file: string): boolean => {
    const found = lookup(host, file);
    return found.kind === "loop" || (found.kind === "missing" && !mayAppear(found.path));
  };

  const include = (
    value: string,
    from: { readonly report: (message: string, help?: string) => void; readonly open: readonly HostNode[] },
  ): void => {
    if (value === "") return;
    const found = lookup(host, value);
    if (found.kind !== "found") {
      // A directory that is written with a slash may lack: do_includedir
      if (!value.endsWith("/") && !mayAppear(found.path))
        from.report(`${value} is not in the host rootfs`, "add the file, or remove the line");
    } else if (from.open.some(({ contentOffset, path: at }) => contentOffset === found.node.contentOffset && at === found.node.path)) {
      from.report(`${value} includes itself: LXC follows it until its memory ends`, "remove the line");
    } else visit(found.node, value, from.open);
  };

  visit(start, path, []);
  return { problems: problems.slice(0, MAX_PROBLEMS), passedOver: passedOver.slice(0, MAX_PROBLEMS), settings };
};

/** The key of LXC that a line seems to set, though it begins otherwise: in capitals, misspelt, or behind a byte order mark. */
const keyMeantBy = (line: string): string | undefined => {
  const key = /^\ufeff?([A-Za-z]+\.[\w.]+)[ \t]*=/.exec(line)?.[1]?.toLowerCase();
  return key === undefined || isConfKey(key) ? key : closest(key, confKeys(key))[0];
};

const judgeKey = (key: string, report: (message: string, help?: string) => void): void => {
  if (isConfKey(key)) return;
  const successor = successorOf(key);
  if (successor === "") report(`${key} is a key of LXC 2.0, which later ones refuse`, "remove the line");
  else if (successor !== undefined) report(`${key} is a key of LXC 2.0, which later ones refuse`, `write ${successor}`);
  else {
    const [similar] = closest(key, confKeys(key));
    report(`LXC has no key ${key}`, similar === undefined ? "correct the key, or remove the line" : `did you mean ${similar}?`);
  }
};

/** Hooks that LXC has the host's sh run before the container starts: lxc.container.conf(5). */
const HOST_HOOK = /^lxc\.hook\.(?:pre-start|pre-mount|mount|autodev|start-host)$/;

/** The file of the host that LXC opens for a key while it starts; undefined where it is not told by its path. */
const openedBy = (key: string, value: string): string | undefined => {
  const file = HOST_HOOK.test(key) ? firstWord(value) : key === "lxc.seccomp.profile" || key === "lxc.mount.fstab" ? value : undefined;
  return file?.startsWith("/") === true ? file : undefined;
};
