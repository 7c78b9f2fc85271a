import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type EntryType, type NewEntry, nameInArchive } from "../../src/tar/entry.ts";
import { readContent } from "../../src/bytes/content.ts";

export const TYPE_FLAGS: Readonly<Record<EntryType, string>> = {
  file: "0",
  hardlink: "1",
  symlink: "2",
  character: "3",
  block: "4",
  directory: "5",
  fifo: "6",
};

let program: string | undefined;

/** The path of go-tar.go's program, built once a process. */
export const goTar = (): string => {
  program ??= build();
  return program;
};

const build = (): string => {
  const path = join(mkdtempSync(join(tmpdir(), "lxc-overlay-go-tar-")), "go-tar");
  const source = join(import.meta.dirname, "go-tar.go");
  execFileSync("go", ["build", "-o", path, source], { env: { ...process.env, CGO_ENABLED: "0", GO111MODULE: "off" } });
  process.once("exit", () => {
    rmSync(dirname(path), { recursive: true });
  });
  return path;
};

/** The archive that Go's archive/tar writes of these entries; with `headerOnly` it ends after the last one's header. */
export const writeWithGo = (entries: readonly NewEntry[], headerOnly = false): Buffer => {
  const lines = entries.map((entry, index) =>
    JSON.stringify({
      ...entry,
      name: nameInArchive(entry),
      flag: TYPE_FLAGS[entry.type],
      xattrs: Object.fromEntries([...entry.xattrs].map(([name, value]) => [name, Buffer.from(value).toString("base64")])),
      headerOnly: headerOnly && index === entries.length - 1,
      content: headerOnly ? "" : Buffer.from(readContent(entry.content)).toString("base64"),
    }),
  );
  return execFileSync(goTar(), ["write"], { input: lines.join("\n"), maxBuffer: 1 << 28 });
};
