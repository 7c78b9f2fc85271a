import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { installed } from "../support/installed.ts";
import { scratch } from "../support/scratch.ts";
import { archiveOf, directory as directoryEntry, file as fileEntry } from "../support/tar-entries.ts";
import { CONFIG, description, rootfsTarball } from "./device.ts";

const ROOT = join(import.meta.dirname, "../..");
const MAIN = installed();

/** A directory with a device's rootfs and a description. */
const workplace = (): string => {
  const directory = scratch();
  writeFileSync(join(directory, "rootfs.tar"), rootfsTarball());
  writeFileSync(join(directory, "config.ini"), CONFIG);
  writeFileSync(join(directory, "a.xml"), description("DEMO"));
  return directory;
};

const cli = (cwd: string, line: string, input?: Uint8Array): { code: number | null; stdout: string; stderr: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...line.split(" ")], {
    cwd,
    ...(input === undefined ? {} : { input }),
  });
  return { code: status, stdout: stdout.toString("latin1"), stderr: stderr.toString() };
};

describe("the process", () => {
  it("writes the same bytes to a file and to standard output, from a file and from standard input", () => {
    const cwd = workplace();
    const file = cli(cwd, "-r rootfs.tar a.xml");
    expect(file).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^made /),
      stdout: expect.stringMatching(/^[0-9a-f]{64} {2}overlay\.tar\n$/),
    });
    const bytes = readFileSync(join(cwd, "overlay.tar"), "latin1");
    const told = `${file.stdout}${file.stderr}`.replace("overlay.tar", "-").replace(" overlay.tar", "");
    expect(cli(cwd, "-r rootfs.tar -o - a.xml")).toEqual({ code: 0, stdout: bytes, stderr: told });
    expect(cli(cwd, "-r - -o - a.xml", rootfsTarball()).stdout).toBe(bytes);
    expect(cli(cwd, "-r - -o - a.xml", gzipSync(rootfsTarball())).stdout).toBe(bytes);
  });

  it("writes a large output with two threads, and its digest is that of the bytes", () => {
    const cwd = scratch();
    const large = Array.from({ length: 40 }, (_, index) => fileEntry(`usr/lib/large${index}`, String(index).repeat(150_000)));
    writeFileSync(join(cwd, "rootfs.tar"), archiveOf([...["etc", "usr", "usr/lib"].map((path) => directoryEntry(path)), ...large]));
    const applied = cli(cwd, "apply rootfs.tar -o all.tar");
    expect(applied).toMatchObject({ code: 0, stderr: "" });
    expect(applied.stdout).toBe(
      `${createHash("sha256")
        .update(readFileSync(join(cwd, "all.tar")))
        .digest("hex")}  all.tar\n`,
    );
  });

  it("does not let umask, time zone or locale show in the overlay, and gives files the usual mode", () => {
    const cwd = workplace();
    const plain = cli(cwd, "-r rootfs.tar -o a.tar.gz a.xml").stdout.split(" ")[0];
    const other = spawnSync(
      "sh",
      ["-c", `umask 077; exec "$0" "$@"`, process.execPath, MAIN, "-r", "rootfs.tar", "-o", "b.tar.gz", "a.xml"],
      {
        cwd,
        env: { TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8" },
      },
    );
    expect(other.stdout.toString().split(" ")[0]).toBe(plain);
    expect(statSync(join(cwd, "a.tar.gz")).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  it("calls files in reports and SARIF as they lie from the working directory, and otherwise as they were given", () => {
    const append = (name: string): string =>
      `<CONTAINER SandboxName="DEMO" APPEND="${name}"><LxcConfig><MemoryLimit>${name}</MemoryLimit></LxcConfig></CONTAINER>`;
    const results = ["", "linked"].map((link) => {
      const place = workplace();
      mkdirSync(join(place, "work"));
      for (const name of ["1M", "2M"]) writeFileSync(join(place, `${name}.xml`), append(name));
      symlinkSync(place, join(place, "linked"));
      const at = (name: string): string => join(place, link, name);
      const words = ["-r", at("rootfs.tar"), "-c", at("config.ini"), at("1M.xml"), at("2M.xml"), at("a.xml")];
      const line = words.join(" ");
      const built = cli(at("work"), `${line} -o ${at("work/overlay.tar")} --report ${at("work/report.json")}`);
      expect(built.stdout).toContain(`  ${at("work/overlay.tar")}\n`);
      expect(built.stderr).toContain(`${at("2M.xml")}:1:`);
      expect(cli(at("work"), `check --diagnostics json ${line}`).stderr).toContain(`"file": "${at("2M.xml")}"`);
      return { report: readFileSync(at("work/report.json"), "utf8"), sarif: cli(at("work"), `check --diagnostics sarif ${line}`).stderr };
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[0]?.sarif).toContain('"uri": "../2M.xml"');
    const report = JSON.parse(results[0]?.report ?? "");
    expect(report.inputs.map(({ path }: { path: string }) => path)).toEqual([
      "../rootfs.tar",
      "../config.ini",
      "../1M.xml",
      "../2M.xml",
      "../a.xml",
    ]);
    expect(report.containers[0].files).toEqual(["../a.xml", "../1M.xml", "../2M.xml"]);
    expect(report.overlays[0].path).toBe("overlay.tar");
    expect(report.diagnostics[0]).toMatchObject({ code: "appends-disagree", file: "../2M.xml" });
    expect(report.diagnostics[0].message).toContain(" ../1M.xml,");
  });

  it("takes version, config.ini and oras from nothing that lies above it", () => {
    const above = scratch();
    const main = join(above, "lxc-overlay/dist/main.js");
    cpSync(dirname(MAIN), dirname(main), { recursive: true });
    writeFileSync(join(above, "package.json"), '{ "version": "6.6.6" }');
    writeFileSync(join(above, "config.ini"), "[");
    mkdirSync(join(above, ".cache/tools/usr/bin"), { recursive: true });
    writeFileSync(join(above, ".cache/tools/usr/bin/oras"), '#!/bin/sh\n: > "$0.ran"\n', { mode: 0o755 });
    const cwd = workplace();
    rmSync(join(cwd, "config.ini"));
    const answer = (line: string): string => {
      const { stdout, stderr } = spawnSync(process.execPath, [main, ...line.split(" ")], { cwd, env: { PATH: cwd }, encoding: "utf8" });
      return stdout + stderr;
    };
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(answer("--version")).toBe(`lxc-overlay ${version}\n`);
    const given = answer(`-r rootfs.tar -c ${ROOT}/config.ini a.xml`);
    expect(answer("-r rootfs.tar a.xml")).toBe(given.replace(relative(cwd, `${ROOT}/config.ini`), "lxc-overlay's config.ini"));
    expect(answer("pull localhost:1/x:1 -o out")).toContain("there is none on PATH");
    expect(readdirSync(join(above, ".cache/tools/usr/bin"))).toEqual(["oras"]);
  });

  it("starts itself under any name on the PATH, with its arguments as they stand", () => {
    const cwd = workplace();
    symlinkSync(MAIN, join(cwd, "lxc-overlay"));
    writeFileSync(join(cwd, 'a "b" $c.xml'), description("DEMO"));
    const env = { ...process.env, PATH: `${cwd}:${dirname(process.execPath)}:${process.env["PATH"]}` };
    const started = (...args: readonly string[]): { status: number | null; stdout: Buffer } => spawnSync("lxc-overlay", args, { cwd, env });
    const overlay = started("-r", "rootfs.tar", "-o", "-", 'a "b" $c.xml');
    expect(overlay.stdout.toString("latin1")).toBe(cli(cwd, "-r rootfs.tar -o - a.xml").stdout);
    expect([overlay.status, started("--nonsense").status, started("-r", "none.tar", "a.xml").status]).toEqual([0, 2, 3]);
  });

  it("has exit codes for what went wrong", () => {
    const cwd = workplace();
    writeFileSync(join(cwd, "broken.xml"), "<CONTAINER");
    expect(cli(cwd, "-r rootfs.tar broken.xml").code).toBe(1);
    expect(cli(cwd, "--nonsense").code).toBe(2);
    expect(cli(cwd, "-r none.tar a.xml")).toMatchObject({
      code: 3,
      stderr: "none.tar: error[host-failure]: can't be read: no such file or directory\n1 error: 1 host-failure\n",
    });
    expect(cli(cwd, "-r /dev/null a.xml").stderr).toContain("is a device or a terminal, not a tarball");
    expect(cli(cwd, "-r rootfs.tar .").stderr).toContain(".: error[host-failure]: can't be read: is a directory\n");
    expect(readdirSync(cwd).toSorted()).toEqual(["a.xml", "broken.xml", "config.ini", "rootfs.tar"]);
  });

  it("says why a path can't be looked at, in every form", () => {
    const cwd = workplace();
    execFileSync("sh", ["-c", "ln -s loop loop"], { cwd });
    for (const [line, message] of [
      ["inspect oci:loop", "loop/index.json: error[host-failure]: can't be read: too many symbolic links encountered"],
      ["inspect oci:rootfs.tar", "rootfs.tar/index.json: error[host-failure]: can't be read: not a directory"],
      ["verify rootfs.tar/x -r rootfs.tar a.xml", "rootfs.tar/x: error[host-failure]: can't be read: no such file, and in a registry"],
      [`verify ${"x".repeat(300)} -r rootfs.tar a.xml`, "error[host-failure]: can't be read: name too long"],
      ["push loop oci.example/a:1", "loop: error[host-failure]: can't be read: too many symbolic links encountered"],
    ] as const) {
      expect(cli(cwd, line)).toMatchObject({ code: 3, stderr: expect.stringContaining(message) });
      expect(JSON.parse(cli(cwd, `${line} --diagnostics json`).stderr)).toMatchObject({ diagnostics: [{ code: "host-failure" }] });
    }
    execFileSync("sh", ["-c", "rm config.ini && ln -s config.ini config.ini"], { cwd });
    expect(cli(cwd, "-r rootfs.tar a.xml")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("config.ini: error[host-failure]: can't be read"),
    });
  });

  it("knows an input under another name", () => {
    const cwd = workplace();
    execFileSync("sh", ["-c", "mkdir d && ln -s ../rootfs.tar d/linked.tar && ln -s . e"], { cwd });
    for (const output of ["d/linked.tar", "e/rootfs.tar", "d/../rootfs.tar", join(cwd, "rootfs.tar")]) {
      expect(cli(cwd, `-r rootfs.tar -o ${output} a.xml`)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("would replace the input"),
      });
    }
    expect(cli(cwd, "-r rootfs.tar -o new.tar --report e/new.tar a.xml").stderr).toContain("e/new.tar would replace another output");
    expect(readFileSync(join(cwd, "rootfs.tar"))).toEqual(Buffer.from(rootfsTarball()));
  });

  it.each(["-r rootfs.tar -o - a.xml", "inspect rootfs.tar", "--help"])("says that standard output is full: %s", (line) => {
    const command = `"${process.execPath}" "${MAIN}" ${line} > /dev/full`;
    const { status, stderr } = spawnSync("sh", ["-c", command], { cwd: workplace(), encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining("no space left on device") });
  });

  it("ends quietly when nobody reads its output", () => {
    const cwd = workplace();
    const line = `"${process.execPath}" "${MAIN}" inspect rootfs.tar 2>stderr | true; "${process.execPath}" "${MAIN}" --help 2>>stderr | true`;
    expect(spawnSync("sh", ["-c", line], { cwd }).status).toBe(0);
    expect(readFileSync(join(cwd, "stderr"), "utf8")).toBe("");
  });

  it("leaves nothing behind when a signal ends it", async () => {
    const cwd = workplace();
    // The FIFO holds the run up while the overlay is written beside its place.
    execFileSync("mkfifo", ["report"], { cwd });
    const child = spawn(process.execPath, [MAIN, "-r", "rootfs.tar", "--report", "report", "a.xml"], { cwd, stdio: "ignore" });
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on("exit", (_, signal) => resolve(signal)));
    while (!readdirSync(cwd).some((name) => name.startsWith(".lxc-overlay-"))) await setTimeout(10);
    child.kill("SIGTERM");
    execFileSync("sh", ["-c", "timeout 10 cat report >/dev/null || :"], { cwd });
    expect(await ended).toBe("SIGTERM");
    expect(readdirSync(cwd).toSorted()).toEqual(["a.xml", "config.ini", "report", "rootfs.tar"]);
  });
});
