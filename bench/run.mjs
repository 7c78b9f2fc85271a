// Times builds of overlays from a rootfs tarball of 1 GB and 60,000 entries (or the one given), beside the tools that only read it: medians
// of five runs, taken in turn. Exits 1 if a bound does not hold.
//   node bench/run.mjs [rootfs.tar]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeRootfs } from "./make-rootfs.mjs";

const ROOT = join(import.meta.dirname, "..");
const CACHE = join(ROOT, ".cache/bench");
const RUNS = 5;
/** Containers beside the first one. */
const FURTHER = 10;

mkdirSync(CACHE, { recursive: true });
const plain = process.argv[2] ?? cached("rootfs-1.tar", makeRootfs);
const packed = process.argv[2] === undefined ? cached("rootfs-1.tar.gz", pack) : pack(join(CACHE, "given.tar.gz"));
const measure = join(CACHE, "measure.cjs");
writeFileSync(measure, 'process.on("exit", () => process.stdout.write(`${process.resourceUsage().maxRSS}\\n`));\n');
const descriptions = Array.from({ length: 1 + FURTHER }, (_, index) => describe(index));

const programs = {
  node: [process.execPath, "-e", "0"],
  tar: ["tar", "-tf", plain],
  gzip: ["sh", "-c", 'gzip -dc "$0" | cat', packed],
  one: build(plain, descriptions.slice(0, 1)),
  all: build(plain, descriptions),
  packed: build(packed, descriptions.slice(0, 1)),
};
const { node, tar, gzip, one, all, packed: unpacked } = medians(programs);

console.log(`${plain}: ${(statSync(plain).size / 1e6).toFixed(0)} MB, medians of ${RUNS} runs; tar -tf ${ms(tar.time)}, bare Node ${ms(node.time)}\n`);
const rows = [
  { what: "one container, plain tarball", is: one.time, bound: 1.5 * tar.time + node.time, unit: ms, means: "1.5 x tar -tf + bare Node" },
  { what: "its memory", is: one.memory, bound: 256, unit: mb, means: "" },
  { what: "each further container", is: (all.time - one.time) / FURTHER, bound: 0.01, unit: ms, means: "" },
  { what: "one container, .tar.gz", is: unpacked.time, bound: 1.2 * gzip.time, unit: ms, means: "1.2 x gzip -dc | cat" },
];
for (const { what, is, bound, unit, means } of rows) {
  console.log(`${what.padEnd(30)} ${unit(is).padStart(8)}  of at most ${unit(bound).padStart(8)}  ${is <= bound ? "holds" : "FAILS"}  ${means}`);
}
process.exitCode = rows.every(({ is, bound }) => is <= bound) ? 0 : 1;

/** A file that stays for the next time; `make` is given its path. */
function cached(name, make) {
  const path = join(CACHE, name);
  if (existsSync(path)) return path;
  make(`${path}.part`);
  renameSync(`${path}.part`, path);
  return path;
}

function pack(path) {
  must(spawnSync("sh", ["-c", 'gzip -6 -c "$0" > "$1"', plain, path]));
  return path;
}

/** A container of the size that real ones have: 60 libraries, some mounts, two programs. */
function describe(index) {
  const library = (number) => `<Entry>libbench${number}</Entry>`;
  const bind = (type, path) =>
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
}

function build(rootfs, files) {
  const options = ["-q", "--missing-libs", "warn", "--lxc", "5.0", "-c", join(ROOT, "config.ini"), "-o", join(CACHE, "overlay.tar")];
  return [process.execPath, "-r", measure, join(ROOT, "dist/main.js"), "build", ...options, "-r", rootfs, ...files];
}

/** Of each program: seconds, and megabytes where the program tells them. */
function medians(each) {
  const samples = Object.fromEntries(Object.keys(each).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run++) {
    for (const [name, command] of Object.entries(each)) samples[name].push(sample(command));
  }
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)];
  return Object.fromEntries(
    Object.entries(samples).map(([name, list]) => [name, { time: median(list.map(({ time }) => time)), memory: median(list.map(({ memory }) => memory)) }]),
  );
}

function sample([command, ...args]) {
  const begin = performance.now();
  const done = must(spawnSync(command, args, { stdio: ["ignore", args[0] === "-r" ? "pipe" : "ignore", "pipe"] }));
  const time = (performance.now() - begin) / 1000;
  return { time, memory: Number(done.stdout?.toString().trim().split("\n").at(-1)) / 1024 };
}

function must(done) {
  if (done.status !== 0) throw new Error(`${done.error ?? done.stderr}`);
  return done;
}

function ms(seconds) {
  return `${(seconds * 1000).toFixed(seconds < 0.1 ? 1 : 0)} ms`;
}

function mb(megabytes) {
  return `${megabytes.toFixed(0)} MB`;
}
