// Times `check` of one container against a rootfs tarball of about 1 GB (or the one given), beside the tools that only read it.
//   node bench/run.mjs [rootfs.tar]
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const CACHE = join(ROOT, ".cache/bench");
const MAIN = join(ROOT, "dist/main.js");
const RUNS = 5;

mkdirSync(CACHE, { recursive: true });
const plain = process.argv[2] ?? join(CACHE, "rootfs.tar");
if (!existsSync(plain)) makeRootfs(plain);
const packed = join(CACHE, "rootfs.tar.gz");
execFileSync("sh", ["-c", 'gzip -1 -c "$0" > "$1"', plain, packed]);
const description = join(CACHE, "empty.xml");
writeFileSync(description, '<CONTAINER SandboxName="EMPTY"><LxcConfig/></CONTAINER>\n');

const ours = (rootfs) => [process.execPath, MAIN, "check", "-q", "-e", "-c", join(ROOT, "config.ini"), "-r", rootfs, description];
console.log(`${plain}: ${(statSync(plain).size / 1e6).toFixed(0)} MB, best of ${RUNS} runs`);
compare("plain", ["tar", "-tf", plain], ours(plain));
compare("gzip", ["sh", "-c", 'gzip -dc "$0" | cat', packed], ours(packed));

/** Files of this machine's /usr, 1 GB of them. */
function makeRootfs(path) {
  const directories = ["usr/bin", "usr/share", "usr/lib"];
  spawnSync("sh", ["-c", `tar -C / --one-file-system -cf - ${directories.join(" ")} etc/passwd etc/group 2>/dev/null | head -c 1000000000 > "$0.part"`, path]);
  // Cut at the last whole entry, and ended properly.
  spawnSync("sh", ["-c", 'bsdtar -cf "$0" @"$0.part" 2>/dev/null; rm "$0.part"', path]);
}

function compare(name, theirs, our) {
  const [reference, measured] = [best(theirs), best(our)];
  console.log(`${name.padEnd(6)} ${theirs.slice(0, 2).join(" ").padEnd(8)} ${reference.toFixed(2)} s   lxc-overlay ${measured.toFixed(2)} s   ${(measured / reference).toFixed(2)} x`);
}

function best([command, ...args]) {
  const times = Array.from({ length: RUNS }, () => {
    const begin = performance.now();
    const { status, stderr } = spawnSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    if (status !== 0) throw new Error(`${command}: ${stderr}`);
    return (performance.now() - begin) / 1000;
  });
  return Math.min(...times);
}
