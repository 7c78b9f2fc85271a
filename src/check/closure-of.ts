import { scriptLineOf } from "../execution/script-file.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { parentOf } from "../rootfs/paths.ts";
import { hostPathOf } from "../view/container-view.ts";
import type { Closure } from "./closure.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import { followAll } from "./follow-all.ts";
import { invocationByScripts } from "./script-settings.ts";
import type { Start } from "./starts.ts";

interface Executed {
  readonly elfFiles: ElfFiles;
  /** What the launcher's commands start. */
  readonly starts: readonly Start[];
  /** The files that the container is likely to execute. */
  readonly executed: readonly HostNode[];
}

/**
 * What the container's ELF files need of each other. Where a program that no command starts lacks something, the scripts that lie beside it
 * count, too: one of them may be its wrapper.
 */
export const closureOf = (facts: ContainerFacts, { elfFiles, starts, executed }: Executed): Closure => {
  const closureBy = (files: readonly HostNode[]): Closure =>
    followAll({ ...facts, invocation: invocationByScripts(facts, files) }, elfFiles, starts);
  const closure = closureBy(executed);
  const beside = closure.missingLibraries.length === 0 ? [] : scriptsBeside(facts, closure.starts.slice(starts.length));
  return beside.length === 0 ? closure : closureBy([...executed, ...beside]);
};

const scriptsBeside = (facts: ContainerFacts, starts: readonly Start[]): readonly HostNode[] => {
  const lacking = starts.filter(({ linked }) => linked.some(({ needs }) => needs.some(({ resolution }) => resolution.kind === "missing")));
  const directories = new Set(lacking.map(({ running }) => parentOf(running.main.path)));
  return [...directories].flatMap((directory) => scriptsIn(facts, directory));
};

const scriptsIn = ({ view, host }: ContainerFacts, directory: string): readonly HostNode[] => {
  const origin = view.originOf(directory);
  const path = origin === undefined ? undefined : hostPathOf(directory, origin);
  return (path === undefined ? [] : host.nodes.namesIn(path)).flatMap((name) => {
    const found = lookup(view.rootfs, `${directory}/${name}`);
    return found.kind === "found" && found.node.type === "file" && scriptLineOf(host, found.node) !== undefined ? [found.node] : [];
  });
};
