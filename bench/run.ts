// Times builds of overlays from a rootfs tarball of 1 GB and 60,000 entries (or the one given), beside the tools that only read it: medians
// of five runs, taken in turn. Exits 1 if a bound does not hold.
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeRootfs } from "./make-rootfs.ts";

const CACHE = ".cache/bench";
const RUNS = 5;
/** Containers beside the first one, a few and many: the first dozen cost two or three times as much, until V8 has compiled what runs. */
const FEW = 10;
const MANY = 100;

type Command = readonly [string, ...string[]];

/** Of one run or the middle of several: seconds, and megabytes where the program tells them. */
interface Sample {
  readonly time: number;
  readonly memory: number;
}

const main = (given: string | undefined): void => {
  mkdirSync(CACHE, { recursive: true });
  const plain = given ?? cached("rootfs-1.tar", makeRootfs);
  const packed = given === undefined ? cached("rootfs-1.tar.gz", (path) => pack(plain, path)) : pack(plain, join(CACHE, "given.tar.gz"));
  const descriptions = Array.from({ length: 1 + MANY }, (_, index) => describe(index));

  const node = sampler([process.execPath, "-e", "0"]);
  const tar = sampler(["tar", "-tf", plain]);
  const gzip = sampler(["sh", "-c", 'gzip -dc "$0" | cat', packed]);
  const one = sampler(build(plain, descriptions.slice(0, 1)));
  const few = sampler(build(plain, descriptions.slice(0, 1 + FEW)));
  const many = sampler(build(plain, descriptions));
  const unpacked = sampler(build(packed, descriptions.slice(0, 1)));
  for (let run = 0; run < RUNS; run++) for (const each of [node, tar, gzip, one, few, many, unpacked]) each.run();

  const [start, list] = [node.median().time, tar.median().time];
  console.log(`${plain}: ${(statSync(plain).size / 1e6).toFixed(0)} MB, medians of ${RUNS} runs; tar -tf ${ms(list)}, bare Node ${ms(start)}\n`);
  const bounds = [
    bound("one container, plain tarball", one.median().time, 1.5 * list + start, ms, "1.5 x tar -tf + bare Node"),
    bound("its memory", one.median().memory, 256, mb),
    bound(`each of ${FEW} further containers`, (few.median().time - one.median().time) / FEW, 0.01, ms),
    bound(`each of ${MANY} further containers`, (many.median().time - one.median().time) / MANY, 0.01, ms),
    bound("one container, .tar.gz", unpacked.median().time, 1.2 * gzip.median().time, ms, "1.2 x gzip -dc | cat"),
  ];
  process.exitCode = bounds.every((holds) => holds) ? 0 : 1;
};

/** Prints a line of the table; whether the bound holds. */
const bound = (what: string, is: number, limit: number, unit: (value: number) => string, means = ""): boolean => {
  const holds = is <= limit;
  console.log(`${what.padEnd(34)} ${unit(is).padStart(8)}  of at most ${unit(limit).padStart(8)}  ${holds ? "holds" : "FAILS"}  ${means}`.trimEnd());
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

/** Makes a process say at its end how much memory it had, in kilobytes. */
const TELL_MEMORY = "data:text/javascript,process.on('exit',()=>console.log(process.resourceUsage().maxRSS))";

const build = (rootfs: string, files: readonly string[]): Command => {
  const options = ["-q", "--missing-libs", "warn", "--lxc", "5.0", "-c", "config.ini", "-o", join(CACHE, "overlay.tar")];
  return [process.execPath, "--import", TELL_MEMORY, "dist/main.js", "build", ...options, "-r", rootfs, ...files];
};

interface Sampler {
  readonly run: () => void;
  /** The middle of the runs so far, of time and memory each. */
  readonly median: () => Sample;
}

const sampler = ([command, ...args]: Command): Sampler => {
  const samples: Sample[] = [];
  const middleOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    run: () => {
      const begin = performance.now();
      const done = must(spawnSync(command, args, { stdio: ["ignore", args.includes(TELL_MEMORY) ? "pipe" : "ignore", "pipe"] }));
      samples.push({ time: (performance.now() - begin) / 1000, memory: Number(done.stdout?.toString().trim().split("\n").at(-1)) / 1024 });
    },
    median: () => ({ time: middleOf(samples.map(({ time }) => time)), memory: middleOf(samples.map(({ memory }) => memory)) }),
  };
};

const must = (done: SpawnSyncReturns<Buffer>): SpawnSyncReturns<Buffer> => {
  if (done.status !== 0) throw done.error ?? new Error(done.stderr.toString());
  return done;
};

const ms = (seconds: number): string => `${(seconds * 1000).toFixed(seconds < 0.1 ? 1 : 0)} ms`;

const mb = (megabytes: number): string => `${megabytes.toFixed(0)} MB`;

main(process.argv[2]);
