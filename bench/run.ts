// Times builds of overlays from a rootfs tarball of 1 GB and 60,000 entries (or the one given), beside the tools that only read it: medians
// of five runs, taken in turn; and checks of 50 containers with the ELF files of a Debian rootfs. Exits 1 if a bound does not hold.
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeRootfs } from "./make-rootfs.ts";
import { realContainers } from "./real-containers.ts";

const CACHE = ".cache/bench";
const RUNS = 5;
/** Containers beside the first one, a few and many: the first dozen cost more, until V8 has compiled what runs. */
const FEW = 10;
const MANY = 100;

type Command = readonly [string, ...string[]];

const main = (given: string | undefined): void => {
  mkdirSync(CACHE, { recursive: true });
  const plain = given ?? cached("rootfs-1.tar", makeRootfs);
  const packed = given === undefined ? cached("rootfs-1.tar.gz", (path) => pack(plain, path)) : pack(plain, join(CACHE, "given.tar.gz"));
  const descriptions = Array.from({ length: 1 + MANY }, (_, index) => describe(index));

  const real = realContainers(CACHE);
  const checkReal = check(real.rootfs, real.descriptions);
  const explainReal = explain(real.plain, real.exact);
  const command = build(plain, descriptions.slice(0, 1));
  const node = sampler(() => secondsOf([process.execPath, "-e", "0"]));
  const tar = sampler(() => secondsOf(["tar", "-tf", plain]));
  const gzip = sampler(() => secondsOf(["sh", "-c", 'gzip -dc "$0" | cat', packed]));
  const one = sampler(() => secondsOf(command));
  const memory = sampler(() => peakOf(command));
  const few = sampler(() => secondsOf(build(plain, descriptions.slice(0, 1 + FEW))));
  const many = sampler(() => secondsOf(build(plain, descriptions)));
  const unpacked = sampler(() => secondsOf(build(packed, descriptions.slice(0, 1))));
  const realTime = sampler(() => secondsOf(checkReal));
  const allTags = sampler(() => secondsOf([...checkReal, "--all-tags"]));
  const explained = sampler(() => secondsOf(explainReal));
  const realMemory = sampler(() => peakOf(checkReal));
  const all = [node, tar, gzip, one, memory, few, many, unpacked, realTime, allTags, explained, realMemory];
  for (let run = 0; run < RUNS; run++) for (const each of all) each.run();

  const [start, list] = [node.median(), tar.median()];
  console.log(
    `${plain}: ${(statSync(plain).size / 1e6).toFixed(0)} MB, medians of ${RUNS} runs; tar -tf ${ms(list)}, bare Node ${ms(start)}\n`,
  );
  const bounds = [
    bound("one container, plain tarball", one.median(), 1.5 * list + start, ms, "1.5 x tar -tf + bare Node"),
    bound("its memory", memory.median(), 256, mb),
    bound(`each of ${FEW} further containers`, (few.median() - one.median()) / FEW, 0.01, ms),
    bound(`each of ${MANY} further containers`, (many.median() - one.median()) / MANY, 0.01, ms),
    bound(`check of ${real.descriptions.length} with real ELF files`, realTime.median(), 3, ms),
    bound("with their 24 combinations of tags", allTags.median(), 1.3 * realTime.median(), ms, "1.3 x the one before"),
    bound("explain --path, a library of Debian", explained.median(), 0.3, ms),
    bound("its memory", realMemory.median(), 300, mb),
    bound("one container, .tar.gz", unpacked.median(), 1.2 * gzip.median(), ms, "1.2 x gzip -dc | cat"),
  ];
  process.exitCode = bounds.every((holds) => holds) ? 0 : 1;
};

/** Prints a line of the table; whether the bound holds. */
const bound = (what: string, is: number, limit: number, unit: (value: number) => string, means = ""): boolean => {
  const holds = is <= limit;
  console.log(
    `${what.padEnd(34)} ${unit(is).padStart(8)}  of at most ${unit(limit).padStart(8)}  ${holds ? "holds" : "FAILS"}  ${means}`.trimEnd(),
  );
  return holds;
};

/** A file that stays for the next time; `make` is given its path. */
const cached = (name: string, make: (path: string) => void): string => {
  const path = join(CACHE, name);
  if (existsSync(path)) return path;
  make(`${path}.part`);
  renameSync(`${path}.part`, path);
  return path;
};

const pack = (plain: string, path: string): string => {
  must(spawnSync("sh", ["-c", 'gzip -6 -c "$0" > "$1"', plain, path]));
  return path;
};

/** A container of the size that real ones have: 60 libraries, some mounts, two programs. */
const describe = (index: number): string => {
  const library = (number: number): string => `<Entry>libbench${number}</Entry>`;
  const bind = (type: string, path: string): string =>
    `<Entry type="${type}"><Source>/${path}</Source><Destination>${path}</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>`;
  const mounts = [bind("file", `usr/bin/bench${index}`), bind("file", "usr/bin/bench100"), bind("dir", `usr/share/package-${index}`)];
  const path = join(CACHE, `container-${index}.xml`);
  writeFileSync(
    path,
    `<CONTAINER SandboxName="BENCH${index}">
  <LxcParams><LauncherName>bench</LauncherName><ExecName>/usr/bin/bench${index}</ExecName></LxcParams>
  <LxcConfig>
    <Rootfs create="yes">
      <MountPoints>${mounts.join("")}</MountPoints>
      <LibsRoBindMounts>${Array.from({ length: 60 }, (_, number) => library(number)).join("")}<Entry>ld-linux-armhf</Entry></LibsRoBindMounts>
    </Rootfs>
  </LxcConfig>
</CONTAINER>
`,
  );
  return path;
};

const build = (rootfs: string, files: readonly string[]): Command => {
  const options = ["-q", "--missing-libs", "warn", "--lxc", "5.0", "-c", "config.ini", "-o", join(CACHE, "overlay.tar")];
  return ["dist/main.js", "build", ...options, "-r", rootfs, ...files];
};

const check = (rootfs: string, files: readonly string[]): Command => {
  const options = ["-q", "--missing-libs", "warn", "--lxc", "5.0", "-c", "config.ini"];
  return ["dist/main.js", "check", ...options, "-r", rootfs, ...files];
};

/** Who needs a library is the dearest question. */
const explain = (rootfs: string, file: string): Command => {
  const path = "EXACT:/lib/x86_64-linux-gnu/libc.so.6";
  return ["dist/main.js", "explain", "--lxc", "5.0", "-c", "config.ini", "--path", path, "-r", rootfs, file];
};

interface Sampler {
  readonly run: () => void;
  /** The middle of the runs so far. */
  readonly median: () => number;
}

const sampler = (measure: () => number): Sampler => {
  const samples: number[] = [];
  return {
    run: () => void samples.push(measure()),
    median: () => samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN,
  };
};

const secondsOf = ([command, ...args]: Command): number => {
  const begin = performance.now();
  must(spawnSync(command, args, { stdio: ["ignore", "ignore", "pipe"] }));
  return (performance.now() - begin) / 1000;
};

/** Makes a Node process say at its end how much memory it had at most, in kilobytes: a run of its own, for that takes time. */
const TELL_MEMORY = "--import=data:text/javascript,process.on('exit',()=>console.log(process.resourceUsage().maxRSS))";

/** In megabytes. */
const peakOf = ([command, ...args]: Command): number => {
  const { stdout } = must(spawnSync(command, args, { env: { ...process.env, NODE_OPTIONS: TELL_MEMORY } }));
  return Number(stdout.toString().trim().split("\n").at(-1)) / 1024;
};

const must = (done: SpawnSyncReturns<Buffer>): SpawnSyncReturns<Buffer> => {
  if (done.status !== 0) throw done.error ?? new Error(done.stderr.toString());
  return done;
};

const ms = (seconds: number): string => `${(seconds * 1000).toFixed(seconds < 0.1 ? 1 : 0)} ms`;

const mb = (megabytes: number): string => `${megabytes.toFixed(0)} MB`;

main(process.argv[2]);
