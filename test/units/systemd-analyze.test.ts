import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rootfsOf } from "../golden/golden-case.ts";
import { installed } from "../support/installed.ts";
import { scratch } from "../support/scratch.ts";

const CASE = join(import.meta.dirname, "../golden/units");
const DESCRIPTIONS = ["broker.xml", "client.xml", "viewer.xml"];

/** A directory with the golden case's host and descriptions. */
const workplace = (): { readonly directory: string; readonly cli: (line: string) => string } => {
  const directory = scratch();
  for (const name of DESCRIPTIONS) cpSync(join(CASE, name), join(directory, name));
  writeFileSync(join(directory, "host.tar"), rootfsOf("units"));
  const cli = (line: string): string =>
    execFileSync(process.execPath, [installed(), ...line.split(" ")], { cwd: directory, encoding: "utf8" });
  return { directory, cli };
};

/** Whatever is no directory, by its path: its text, or where it leads. */
const filesBelow = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => !lstatSync(join(root, path)).isDirectory())
      .map((path) => [
        path,
        lstatSync(join(root, path)).isSymbolicLink() ? `-> ${readlinkSync(join(root, path))}` : readFileSync(join(root, path), "utf8"),
      ])
      .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
  );

const OPTIONS = `-q -s --lxc 5.0 -r host.tar`;

describe("units on the device", () => {
  it("are what systemd reads without a word, also where it had units of these names", () => {
    const { directory, cli } = workplace();
    cli(`build ${OPTIONS} --with-units -o overlay.tar ${DESCRIPTIONS.join(" ")}`);
    cli("apply host.tar overlay.tar -o device.tar");
    const root = join(directory, "root");
    mkdirSync(root);
    execFileSync("tar", ["-xf", "device.tar", "-C", "root"], { cwd: directory });
    for (const target of ["multi-user", "network", "network-online", "sysinit", "basic", "shutdown"])
      writeFileSync(join(root, `usr/lib/systemd/system/${target}.target`), "[Unit]\nDefaultDependencies=no\n");
    const units = ["broker", "client", "client-agent", "client-status", "viewer"].map((name) => `${name}.service`);
    const { status, stdout, stderr } = spawnSync("systemd-analyze", ["verify", "--root", root, ...units], { encoding: "utf8" });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: "" });
    const masked = spawnSync("systemctl", ["--root", root, "is-enabled", "brokerd.service", "brokerd.socket", "broker.service"], {
      encoding: "utf8",
    });
    expect(masked.stdout).toBe("masked\nmasked\nenabled\n");
  });

  it("are written below a directory as they are in the overlay, over older ones, too", () => {
    const { directory, cli } = workplace();
    cli(`build ${OPTIONS} --with-units -o overlay.tar ${DESCRIPTIONS.join(" ")}`);
    mkdirSync(join(directory, "overlay"));
    execFileSync("tar", ["-xf", "overlay.tar", "-C", "overlay", "--exclude=container"], { cwd: directory });
    const write = (): Readonly<Record<string, string>> => {
      cli(`units ${OPTIONS} -o units ${DESCRIPTIONS.join(" ")}`);
      return filesBelow(join(directory, "units"));
    };
    expect(write()).toEqual(filesBelow(join(directory, "overlay")));
    expect(write()).toEqual(filesBelow(join(directory, "overlay")));
  });
});
