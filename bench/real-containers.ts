import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const PACKAGES = [
  "busybox",
  "coreutils",
  "curl",
  "dbus",
  "dnsmasq-base",
  "iproute2",
  "openssh-client",
  "openssl",
  "perl",
  "python3",
].concat(["systemd", "util-linux", "vim"]);
const CONTAINERS = 50;
const BYTES = 1_000_000_000;

export interface RealContainers {
  /** The tarball of a Debian rootfs. */
  readonly plain: string;
  /** It, blown up to 1 GB. */
  readonly rootfs: string;
  /** Descriptions of 50 containers, each with a program of it and all of its libraries. */
  readonly descriptions: readonly string[];
  /** One whose C library is an entry of its own. */
  readonly exact: string;
}

/** Makes them in a directory, the rootfs once. */
export const realContainers = (directory: string): RealContainers => {
  const debian = join(directory, "debian-plain.tar");
  if (!existsSync(debian)) must(spawnSync("test/support/make-debian-rootfs", ["amd64", debian, ...PACKAGES]));
  const rootfs = join(directory, "debian.tar");
  if (!existsSync(rootfs)) blowUp(debian, rootfs);
  const programs = programsOf(debian, join(directory, "programs"));
  const descriptions = programs.slice(0, CONTAINERS).map((name, index) => describe(directory, name, index));
  return { plain: debian, rootfs, descriptions, exact: describeExactly(directory) };
};

const blowUp = (debian: string, path: string): void => {
  const [part, filler] = [`${path}.part`, resolve(`${path}.filler`)];
  must(spawnSync("cp", [debian, part]));
  writeFileSync(filler, "");
  truncateSync(filler, BYTES - statSync(debian).size);
  must(spawnSync("tar", ["--append", "-f", part, "--transform", "s,.*,./var/filler,", "-P", filler]));
  rmSync(filler);
  renameSync(part, path);
};

/** The names of the ELF files in /usr/bin. */
const programsOf = (debian: string, directory: string): readonly string[] => {
  mkdirSync(directory, { recursive: true });
  must(spawnSync("tar", ["-xf", debian, "-C", directory, "--strip-components=3", "--wildcards", "./usr/bin/*"]));
  return readdirSync(directory, { withFileTypes: true })
    .filter((each) => each.isFile() && readFileSync(join(directory, each.name)).subarray(1, 4).toString() === "ELF")
    .map(({ name }) => name)
    .toSorted();
};

/** Tags of the program's config.ini, which the containers use in turn: 3, 4 and 2 values are told apart. */
const TAGGED = [
  '<Variable version="debug">A=1</Variable><Variable version="release">A=2</Variable>',
  '<Variable SOC_VER="arm_18.1">B=1</Variable><Variable SOC_VER="arm_19.1">B=2</Variable><Variable SOC_VER="mipsel_18.1">B=3</Variable>',
  '<Variable RDK_VER="3..">C=1</Variable>',
];

const bind = (type: string, place: string): string =>
  `<Entry type="${type}"><Source>/${place}</Source><Destination>${place}</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>`;

const LOADER = bind("file", "lib64/ld-linux-x86-64.so.2");

const describe = (directory: string, program: string, index: number): string => {
  const directories = ["lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu"].map((each) => bind("dir", each));
  const environment = `<Environment>${TAGGED[index % TAGGED.length] ?? ""}</Environment>`;
  const mounts = [bind("file", `usr/bin/${program}`), LOADER, ...directories].join("");
  return write(directory, {
    name: `REAL${index}`,
    program,
    config: `${environment}<Rootfs create="yes"><MountPoints>${mounts}</MountPoints></Rootfs>`,
  });
};

const describeExactly = (directory: string): string => {
  const program = "base64";
  const mounts = `<MountPoints>${bind("file", `usr/bin/${program}`)}${LOADER}</MountPoints>`;
  const libraries = "<LibsRoBindMounts><LibsScanDir>/lib/x86_64-linux-gnu</LibsScanDir><Entry>libc.so.6</Entry></LibsRoBindMounts>";
  return write(directory, { name: "EXACT", program, config: `<Rootfs create="yes">${mounts}${libraries}</Rootfs>` });
};

interface Described {
  readonly name: string;
  readonly program: string;
  /** What stands in LxcConfig. */
  readonly config: string;
}

const write = (directory: string, { name, program, config }: Described): string => {
  const path = join(directory, `${name.toLowerCase()}.xml`);
  writeFileSync(
    path,
    `<CONTAINER SandboxName="${name}">
  <LxcParams><LauncherName>real</LauncherName><ExecName>/usr/bin/${program}</ExecName></LxcParams>
  <LxcConfig>${config}</LxcConfig>
</CONTAINER>
`,
  );
  return path;
};

const must = (done: SpawnSyncReturns<Buffer>): void => {
  if (done.status !== 0) throw done.error ?? new Error(done.stderr.toString());
};
