import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../src/cli/run.ts";
import { rootfsTarball } from "../golden/golden-case.ts";
import { type MemoryHost, memoryHost } from "../support/memory-host.ts";

export const CASES: string = join(import.meta.dirname, "cases");

const ROOT = join(import.meta.dirname, "../..");
const GOLDEN = join(ROOT, "test/golden/rootfs.manifest");

type Files = Readonly<Record<string, Uint8Array>>;

/** The descriptions of a directory, by their names. */
const descriptionsIn = (directory: string): Files =>
  Object.fromEntries(
    readdirSync(directory).flatMap((file) => (file.endsWith(".xml") ? [[file, readFileSync(join(directory, file))] as const] : [])),
  );

const machine = (manifest: string, files: Files): MemoryHost =>
  memoryHost({ "config.ini": readFileSync(join(ROOT, "config.ini")), "rootfs.tar": rootfsTarball(manifest), ...files });

const written = (host: MemoryHost, path: string): Uint8Array => host.written.get(path) ?? new Uint8Array();

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

/** What the command line of a case gives: its exit code, and the page. */
export const runPageCase = async (name: string): Promise<{ readonly code: number; readonly page: string; readonly stderr: string }> => {
  const directory = join(CASES, name);
  const host = machine(GOLDEN, descriptionsIn(directory));
  const words = readFileSync(join(directory, "args"), "utf8").trim().split(" ");
  const code = await run([...words, "-r", "rootfs.tar"], host);
  return { code, page: textOf(written(host, "page.html")), stderr: host.stderr() };
};

/** Two releases as overlays, and what `diff` gives for them. */
export const runReleases = async (): Promise<{ readonly code: number; readonly page: string; readonly stderr: string }> => {
  const overlayOf = async (name: string): Promise<Uint8Array> => {
    const files = descriptionsIn(join(import.meta.dirname, "releases", name));
    const host = machine(GOLDEN, files);
    await run(["build", "-q", "-s", "-r", "rootfs.tar", "-o", "o.tar", ...Object.keys(files)], host);
    return written(host, "o.tar");
  };
  const host = memoryHost({ "old.tar": await overlayOf("old"), "new.tar": await overlayOf("new") });
  const code = await run(["diff", "--page", "page.html", "old.tar", "new.tar"], host);
  return { code, page: textOf(written(host, "page.html")), stderr: host.stderr() };
};

const SHIPPED = ["-s", "-r", "rootfs.tar", "-t", "version=release,SOC_VER=arm_19.1,OE_VER=3.1", "--page", "page.html"];

const pageOfShipped = async (files: Files): Promise<string> => {
  const host = machine(join(ROOT, "xml/rootfs.manifest"), files);
  await run(["check", ...SHIPPED, ...Object.keys(files)], host);
  return textOf(written(host, "page.html"));
};

/** The page of the containers that come with the product. */
export const shippedContainers = (): Promise<string> => pageOfShipped(descriptionsIn(join(ROOT, "xml")));

/** The page of 50 containers, each as one of them. */
export const fiftyContainers = (): Promise<string> => {
  const names = ["lxc_conf_WIFI.xml", "lxc_conf_DBUS.xml"];
  const files = Array.from({ length: 50 }, (_, index) => {
    const text = readFileSync(join(ROOT, "xml", names[index % names.length] ?? ""), "utf8");
    const named = text
      .replace(/SandboxName="\w+"/, `SandboxName="BOX${index}"`)
      .replace(/<LauncherName>.*?</, `<LauncherName>box${index}<`);
    return [`box${index}.xml`, Buffer.from(named)] as const;
  });
  return pageOfShipped(Object.fromEntries(files));
};

/** A page without its style, which is one for all. */
export const withoutStyle = (page: string): string =>
  page.replace(/<style>.*<\/style>/s, "<style></style>").replace(/sha256-[A-Za-z0-9+/=]{44}/, "sha256-…");
