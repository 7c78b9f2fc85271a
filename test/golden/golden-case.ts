import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { run } from "../../src/cli/run.ts";
import { readContent } from "../../src/bytes/content.ts";
import type { ArchiveEntry } from "../../src/tar/entry.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { type MemoryHost, memoryHost, memorySource } from "../support/memory-host.ts";
import { type BytesOf, goldenListing } from "./golden-listing.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

/** What a case gives, as texts by file name: `outcome`, `stderr`, `listing`, and the generated files by their path in the overlay. */
export type Golden = Readonly<Record<string, string>>;

const HERE = import.meta.dirname;

/** The directories of cases, by name. */
export const caseNames = (): readonly string[] =>
  readdirSync(HERE, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
    .sort();

/** The bytes of a rootfs tarball made from a manifest. */
export const rootfsTarball = (manifest: string): Uint8Array => manifestTarball(readFileSync(manifest, "utf8"), manifest);

/** The host rootfs of a case: its own, or the one that most share. */
export const rootfsOf = (name: string): Uint8Array => {
  const own = join(HERE, name, "rootfs.manifest");
  return rootfsTarball(existsSync(own) ? own : join(HERE, "rootfs.manifest"));
};

/** A machine with the files of a case, and the command line of its `args`. `SOURCE_DATE_EPOCH=…` may stand before the options. */
export const openCase = (name: string): { readonly host: MemoryHost; readonly words: readonly string[] } => {
  const directory = join(HERE, name);
  const words = readFileSync(join(directory, "args"), "utf8").trim().split(/\s+/);
  const begin = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const environment = Object.fromEntries(words.slice(0, begin).map((word) => word.split("=", 2)));
  const texts = readdirSync(directory).filter((file) => /\.(xml|ini|calls)$/.test(file));
  const host = memoryHost(
    {
      "config.ini": readFileSync(join(HERE, "../../config.ini")),
      "rootfs.tar": rootfsOf(name),
      ...Object.fromEntries(texts.map((file) => [file, readFileSync(join(directory, file))])),
    },
    environment,
  );
  return { host, words: words.slice(begin) };
};

/** Builds a case. */
export const runCase = async (name: string): Promise<{ readonly golden: Golden; readonly overlay: Uint8Array | undefined }> => {
  const { host, words } = openCase(name);
  const status = await run(["build", "-r", "rootfs.tar", "-o", "overlay.tar", ...words], host);
  const overlay = host.written.get("overlay.tar");
  const outcome = `exit ${status}\n${host.stdout()}`;
  const units = words.some((word) => word.startsWith("--with-units")) ? { units: await unitsOf(name) } : {};
  return { golden: { outcome, stderr: host.stderr(), ...(overlay === undefined ? {} : overlayTexts(overlay)), ...units }, overlay };
};

/** What `units` prints for the same, where no container is left out. */
const unitsOf = async (name: string): Promise<string> => {
  const { host, words } = openCase(name);
  await run(["units", "-r", "rootfs.tar", ...words.filter((word) => !word.startsWith("--with-units"))], host);
  return host.stdout();
};

const overlayTexts = (overlay: Uint8Array): Golden => {
  const source = memorySource(overlay);
  const entries = [...readArchive(source, "overlay.tar").value];
  const bytesOf: BytesOf = (entry) => readContent({ source, offset: entry.contentOffset, length: entry.size });
  return {
    listing: goldenListing(entries, isText, bytesOf),
    ...Object.fromEntries(entries.filter(isText).map((entry) => [`overlay/${entry.path}`, Buffer.from(bytesOf(entry)).toString("utf8")])),
  };
};

/** Whether an entry's content stands among the expected texts: what the program writes itself. */
const isText = ({ path, type, size }: ArchiveEntry): boolean =>
  type === "file" &&
  size > 0 &&
  /^container\/[^/]+\/(conf\/|launcher\/|config\.json$)|\/rootfs(_dobby)?\/etc\/(passwd|group)$|containerLog|lxccpid$|^usr\/lib\/(systemd|tmpfiles\.d)\//.test(
    path,
  );

/** The expected texts of a case, as they stand in its directory. */
export const readExpected = (name: string): Golden => {
  const root = join(HERE, name, "expected");
  const files = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()) : [];
  return Object.fromEntries(
    files.map((file) => join(file.parentPath, file.name)).map((path) => [relative(root, path), readFileSync(path, "utf8")]),
  );
};

/** Rewrites the expected texts of a case: what `make golden` does. */
export const writeExpected = (name: string, golden: Golden): void => {
  const root = join(HERE, name, "expected");
  rmSync(root, { recursive: true, force: true });
  for (const [file, text] of Object.entries(golden)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
};
