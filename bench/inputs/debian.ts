import { rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CACHE, type Input, run } from "../input.ts";
import { bind, type Described, type Descriptions, descriptions } from "./description.ts";

const PACKAGES = "busybox coreutils curl dbus dnsmasq-base iproute2 openssh-client openssl perl python3 systemd util-linux vim".split(" ");
const BYTES = 1_000_000_000;

/** The tarball of a Debian rootfs: 10,000 entries, a quarter of a gigabyte. */
export const DEBIAN: Input = {
  path: join(CACHE, "debian-plain.tar"),
  make: (path) => run("test/support/make-debian-rootfs", "amd64", path, ...PACKAGES),
  needs: ["mmdebstrap"],
};

/** It, blown up to 1 GB. */
export const LARGE_DEBIAN: Input = {
  path: join(CACHE, "debian.tar"),
  from: [DEBIAN],
  make: (path) => {
    const filler = resolve(`${path}.filler`);
    run("cp", DEBIAN.path, path);
    writeFileSync(filler, "");
    truncateSync(filler, BYTES - statSync(path).size);
    run("tar", "--append", "-f", path, "--transform", "s,.*,./var/filler,", "-P", filler);
    rmSync(filler);
  },
};

/** ELF files in its /usr/bin, which load what such programs do. */
const PROGRAMS = `addpart arch b2sum base32 base64 basename basenc busctl chage chcon chfn choom chrt chsh cksum comm csplit curl cut
dbus-cleanup-sockets dbus-daemon dbus-monitor dbus-run-session dbus-send dbus-update-activation-environment dbus-uuidgen delpart dircolors
dirname dpkg dpkg-deb dpkg-divert dpkg-query dpkg-split dpkg-statoverride dpkg-trigger du env expand expiry expr factor fallocate
fincore flock fmt fold getopt gpasswd groups`.split(/\s+/);

/** Tags of the program's config.ini, which the containers use in turn: 3, 4 and 2 values are told apart, so there are 24 combinations. */
const TAGGED = [
  '<Variable version="debug">A=1</Variable><Variable version="release">A=2</Variable>',
  '<Variable SOC_VER="arm_18.1">B=1</Variable><Variable SOC_VER="arm_19.1">B=2</Variable><Variable SOC_VER="mipsel_18.1">B=3</Variable>',
  '<Variable RDK_VER="3..">C=1</Variable>',
];

const LOADER = bind("file", "lib64/ld-linux-x86-64.so.2");

/** A container for each of the programs, with all libraries of the rootfs. */
export const debianContainers = (): Descriptions =>
  descriptions(
    join(CACHE, "debian-containers"),
    PROGRAMS.map((program, index) => ({
      name: `REAL${index}`,
      program,
      environment: TAGGED[index % TAGGED.length] ?? "",
      mounts: [bind("file", `usr/bin/${program}`), LOADER, bind("dir", "lib/x86_64-linux-gnu"), bind("dir", "usr/lib/x86_64-linux-gnu")],
    })),
  );

/** One whose C library is an entry of its own. */
export const EXACT: Described = {
  name: "EXACT",
  program: "base64",
  mounts: [bind("file", "usr/bin/base64"), LOADER],
  libraries: "<LibsScanDir>/lib/x86_64-linux-gnu</LibsScanDir><Entry>libc.so.6</Entry>",
};

export const exactContainer = (): Descriptions => descriptions(join(CACHE, "debian-exact"), [EXACT]);
