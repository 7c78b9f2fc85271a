import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../src/cli/run.ts";
import { rootfsTarball } from "../golden/golden-case.ts";
import { memoryHost } from "../support/memory-host.ts";

export const CASES: string = join(import.meta.dirname, "cases");

const GOLDEN = join(import.meta.dirname, "../golden");

/** What the command line of a case gives: its exit code, and the page. */
export const runPageCase = async (name: string): Promise<{ readonly code: number; readonly page: string; readonly stderr: string }> => {
  const directory = join(CASES, name);
  const texts = readdirSync(directory).filter((file) => file.endsWith(".xml"));
  const host = memoryHost({
    "config.ini": readFileSync(join(GOLDEN, "../../config.ini")),
    "rootfs.tar": rootfsTarball(join(GOLDEN, "rootfs.manifest")),
    ...Object.fromEntries(texts.map((file) => [file, readFileSync(join(directory, file))])),
  });
  const words = readFileSync(join(directory, "args"), "utf8").trim().split(" ");
  const code = await run([...words, "-r", "rootfs.tar"], host);
  return { code, page: Buffer.from(host.written.get("page.html") ?? []).toString("utf8"), stderr: host.stderr() };
};

/** A page without its style, which is one for all. */
export const withoutStyle = (page: string): string =>
  page.replace(/<style>.*<\/style>/s, "<style></style>").replace(/sha256-[A-Za-z0-9+/=]{44}/, "sha256-…");
