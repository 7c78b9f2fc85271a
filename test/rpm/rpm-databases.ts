import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqliteValues } from "../../src/rpm/sqlite.ts";

/** Databases that hold the same packages, by their file names, and what rpm itself tells of them. */
export interface RpmDatabases {
  readonly sqlite: Uint8Array;
  readonly ndb: Uint8Array;
  readonly berkeley: Uint8Array;
  /** A line `name|version|architecture|files` each, sorted. */
  readonly told: readonly string[];
}

const COUNT = 14;

/** Packages of all sizes: some fit into a page of a database, some take many. LXC is one of them. */
const SPEC = `Name: lxc
Epoch: 1
Version: 4.0.12
Release: r0
Summary: containers
License: LGPL
%description
Containers.
${Array.from(
  { length: COUNT },
  (_, at) => `%package -n part${at}
Epoch: ${at % 3 === 0 ? 2 : 0}
Version: ${at}.5
Summary: part
%description -n part${at}
${"Words that make it larger. ".repeat(at * at * 10)}
%files -n part${at}
/opt/part${at}
`,
).join("")}
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/usr/lib
echo x > %{buildroot}/usr/bin/lxc-execute
echo x > %{buildroot}/usr/lib/liblxc.so.1.7.0
ln -s liblxc.so.1.7.0 %{buildroot}/usr/lib/liblxc.so.1
for part in $(seq 0 ${COUNT - 1}); do
  mkdir -p %{buildroot}/opt/part$part
  for file in $(seq 1 $((part * 12))); do echo x > %{buildroot}/opt/part$part/a-file-called-$file; done
done
%files
/usr/bin/lxc-execute
/usr/lib/liblxc.so.1.7.0
/usr/lib/liblxc.so.1
`;

/** Makes packages with rpmbuild, and lets rpm note them as installed in its SQLite database; Berkeley DB's own tool makes its hash of the same. */
export const makeRpmDatabases = (): RpmDatabases => {
  const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-rpm-"));
  try {
    return makeIn(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const makeIn = (directory: string): RpmDatabases => {
  const sh = (script: string): string =>
    execFileSync("sh", ["-euc", script], { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  writeFileSync(join(directory, "lxc.spec"), SPEC);
  mkdirSync(join(directory, "db"));
  sh(`rpmbuild -bb --quiet --define "_topdir $PWD/top" --define "_rpmdir $PWD/rpms" --define "_build_id_links none" lxc.spec
rpm --initdb --define "_db_backend sqlite" --dbpath "$PWD/db"
find rpms -name '*.rpm' | xargs rpm -i --justdb --nodeps --ignorearch --define "_db_backend sqlite" --dbpath "$PWD/db"`);
  const query = "%{NAME}|%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}|%{ARCH}|[%{FILENAMES} ]\\n";
  const told = sh(`rpm -qa --define "_db_backend sqlite" --dbpath "$PWD/db" --qf '${query}'`)
    .split("\n")
    .filter((line) => line !== "");
  const sqlite = readFileSync(join(directory, "db/rpmdb.sqlite"));
  const headers = [...sqliteValues(sqlite, "Packages")];
  writeFileSync(join(directory, "dump"), berkeleyDump(headers));
  sh("db5.3_load -f dump Packages");
  return { sqlite, ndb: ndbOf(headers), berkeley: readFileSync(join(directory, "Packages")), told };
};

/** As db_load(1) takes it: the records as rpm numbers them, and their count under 0. */
const berkeleyDump = (headers: readonly Buffer[]): string => {
  const records = [numberLE(headers.length), ...headers].map(
    (value, key) => ` ${numberLE(key).toString("hex")}\n ${value.toString("hex")}\n`,
  );
  return `VERSION=3\nformat=bytevalue\ntype=hash\ndb_pagesize=4096\nHEADER=END\n${records.join("")}DATA=END\n`;
};

/** No tool of Debian writes ndb: this is made by what its source says (rpm's lib/backend/ndb/rpmpkg.c). */
const ndbOf = (headers: readonly Buffer[]): Buffer => {
  const slots = Buffer.alloc(4096);
  slots.write("RpmP", "latin1");
  slots.writeUInt32LE(1, 12);
  for (let slot = 32; slot < slots.length; slot += 16) slots.write("Slot", slot, "latin1");
  const blobs: Buffer[] = [];
  let block = slots.length / 16;
  headers.forEach((header, index) => {
    const head = Buffer.concat([Buffer.from("BlbS"), numberLE(index + 1), numberLE(0), numberLE(header.length)]);
    const tail = Buffer.concat([numberLE(0), numberLE(header.length), Buffer.from("BlbE")]);
    const pad = Buffer.alloc(15 - ((header.length + tail.length + 15) % 16));
    const blob = Buffer.concat([head, header, pad, tail]);
    // The second slot stays free.
    const slot = 32 + 16 * (index === 0 ? 0 : index + 1);
    slots.writeUInt32LE(index + 1, slot + 4);
    slots.writeUInt32LE(block, slot + 8);
    slots.writeUInt32LE(blob.length / 16, slot + 12);
    blobs.push(blob);
    block += blob.length / 16;
  });
  return Buffer.concat([slots, ...blobs]);
};

const numberLE = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
