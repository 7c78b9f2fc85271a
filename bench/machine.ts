import { spawnSync } from "node:child_process";
import { cpus, release, totalmem } from "node:os";

/** Whether a program is on the PATH. */
export const isInstalled = (program: string): boolean => spawnSync("sh", ["-c", 'command -v "$1"', "sh", program]).status === 0;

/** What versions count: of the programs that stand beside ours. */
const PEERS = ["tar", "bsdtar", "gzip", "zstd", "xz", "umoci"];

/** The machine, the versions and the day, for the table. */
export const describeMachine = (): string => {
  const processors = cpus();
  const versions = PEERS.filter(isInstalled).map(versionOf);
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB of memory`;
  const system = `Linux ${release()}`;
  return [
    `${new Date().toISOString().slice(0, 10)}: ${processors.length} cores (${processors[0]?.model.trim()}), ${memory}, ${system}, Node ${process.version}`,
    ...versions,
  ].join("; ");
};

/** The first line of `--version`, up to the number. */
const versionOf = (program: string): string => {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  const [number] = /\d+(?:\.\d+)+\S*/.exec(stdout) ?? ["?"];
  return `${program} ${number.replace(/,$/, "")}`;
};
