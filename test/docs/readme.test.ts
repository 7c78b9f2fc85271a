import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS, type CommandName } from "../../src/cli/commands.ts";
import { commandHelp } from "../../src/cli/help.ts";
import { parseArguments } from "../../src/cli/parse-arguments.ts";
import { installed } from "../support/installed.ts";
import { scratch } from "../support/scratch.ts";
import { run } from "../support/shell.ts";
import { blocksOf, commandLines, commandsIn, DOCUMENTS, readText, ROOT } from "./documents.ts";

const README = readText("README.md");

describe("the commands of the README", () => {
  it("run as they stand", () => {
    const directory = scratch();
    const bin = join(directory, "bin");
    for (const name of ["xml", "config.ini", "package.json"]) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
    for (const name of [".cache", "bin"]) mkdirSync(join(directory, name));
    const dist = join(directory, "dist");
    cpSync(dirname(installed()), dist, { recursive: true });
    symlinkSync(join(dist, "main.js"), join(bin, "lxc-overlay"));
    const makeRootfs = `'${process.execPath}' dist/main-rootfs.js xml/rootfs.manifest .cache/example-rootfs.tar`;
    const script = [`cd '${directory}'`, makeRootfs, ...blocksOf(README, "sh run")].join("\n");

    const result = run(["sh", "-eu", "-c", script], { ...process.env, PATH: `${bin}:${process.env["PATH"]}` });

    expect(result.status).toBe(0);
    expect(result.stderr).toMatch(/^((made \S+|checked): \d containers?, .*\n|\d comments? .*left to decide on.*\n|nothing to fix\n)+$/);
    expect(result.stdout).toMatch(/^[0-9a-f]{64} {2}overlay\.tar$/m);
    expect(result.stdout).toContain("container/UDHCPC/launcher/udhcpc.sh");
    const made = ["overlay.tar", "overlay.tar.json", "device.tar.gz", "overlays/udhcpc.tar", "overlays/dbus.tar"];
    expect(made.filter((path) => !existsSync(join(directory, path)))).toEqual([]);
  });

  it("are there for every command that needs no registry", () => {
    const shown = blocksOf(README, "sh run").flatMap((block) => commandsIn(block, "lxc-overlay").map(([command]) => command));
    expect(Object.keys(COMMANDS).filter((name) => !shown.includes(name))).toEqual(["push", "pull", "completion"]);
  });
});

describe.each(DOCUMENTS)("%s", (path) => {
  const document = readText(path);

  it("shows command lines that lxc-overlay understands", () => {
    for (const words of commandLines(document, "lxc-overlay")) expect(() => parseArguments(words)).not.toThrow();
  });

  it("names options that the help has", () => {
    const help = (Object.keys(COMMANDS) as CommandName[]).map(commandHelp).join("\n");
    const known = new Set([...help.matchAll(/(?<![\w-])--?[a-z][\w-]*/gi)].map(([option]) => option));
    const named = [...document.matchAll(/`(--?[a-z][\w-]*)/gi)].map(([, option]) => option ?? "");
    expect(named.filter((option) => !known.has(option) && !OF_OTHER_PROGRAMS.has(option))).toEqual([]);
  });

  it("links to files that exist", () => {
    const targets = [...document.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? "");
    const files = targets.filter((target) => !target.startsWith("https://"));
    expect(files.filter((target) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([]);
  });

  it("names targets and variables of the Makefile", () => {
    const makefile = readText("Makefile");
    const spans = [...document.matchAll(/`make ([^`]+)`/g)].map(([, words]) => words?.split(" ") ?? []);
    const plain = document.replaceAll(/'[^'\n]*'/g, "text").replaceAll(/ +#.*$/gm, "");
    for (const word of [...commandLines(plain, "make"), ...spans].flat()) {
      const variable = /^([A-Z]+)=/.exec(word)?.[1];
      expect(makefile).toMatch(new RegExp(variable === undefined ? `^${word}:` : `^${variable} +=`, "m"));
    }
  });
});

/** Options of tar and of LXC's programs. */
const OF_OTHER_PROGRAMS: ReadonlySet<string> = new Set([
  "--xattrs-include",
  "--numeric-owner",
  "--delay-directory-restore",
  "--exclude",
  "--acls",
  "--selinux",
  "-xp",
  "-g",
  "-l",
]);
