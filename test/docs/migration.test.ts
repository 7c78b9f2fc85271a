import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { installed } from "../support/installed.ts";
import { scratch } from "../support/scratch.ts";
import { run, type Run } from "../support/shell.ts";
import { blocksOf, readText, ROOT } from "./documents.ts";

const PAGE = readText("docs/migration.md");

const NODE = `'${process.execPath}'`;

/** Runs a script where the page's commands are run: beside descriptions, config.ini and the host rootfs. */
const inProduct = (script: string, files: Readonly<Record<string, string>> = {}): Run => {
  const directory = scratch();
  for (const name of ["xml", "config.ini"]) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  mkdirSync(join(directory, "old-rootfs"));
  const beginning = [
    `cd '${directory}'`,
    `lxc-overlay() { ${NODE} '${installed()}' "$@"; }`,
    `${NODE} '${join(dirname(installed()), "main-rootfs.js")}' xml/rootfs.manifest host.tar`,
  ];
  return run(["bash", "--norc", "-eu", "-c", [...beginning, script].join("\n")]);
};

/** What the old generator left: the container of today, with another limit, and a line twice. */
const OLD = `
lxc-overlay build -q -s --lxc 2.0 -r host.tar -t version=debug,SOC_VER=arm_19.1 -o before.tar xml/lxc_conf_UDHCPC.xml >/dev/null
tar -xf before.tar -C old-rootfs container
chmod -R u+w old-rootfs
sed -i 's/^lxc.cgroup.memory.limit_in_bytes = .*/lxc.cgroup.memory.limit_in_bytes =  9000000/; s/^# .*/# another comment/' old-rootfs/container/UDHCPC/conf/lxc.conf
`;

describe("docs/migration.md", () => {
  it("has commands that run as they stand, and show what differs", () => {
    const blocks = blocksOf(PAGE, "sh run");
    expect(blocks.length).toBe(4);
    const { status, stdout, stderr } = inProduct([OLD, ...blocks].join("\n"));
    expect({ status, stderr: stderr.match(/^.*error.*$/gm) }).toEqual({ status: 0, stderr: null });
    expect(stdout).toContain("~ container/UDHCPC/conf/lxc.conf: ");
    const keys = stdout.split("\n").filter((line) => /^[<>] /.test(line));
    expect(keys).toEqual(["< lxc.cgroup.memory.limit_in_bytes = 9000000", "> lxc.cgroup.memory.limit_in_bytes = 8M"]);
  });

  it.each(blocksOf(PAGE, "xml").map((text) => ({ text, what: /<(\w+)>\n {4}<(\w+)/.exec(text)?.slice(1).join("/") })))(
    "shows an append that builds: $what",
    ({ text }) => {
      const options = "-q -s -S --strict -r host.tar -t version=release,SOC_VER=arm_19.1";
      const result = inProduct(`lxc-overlay check ${options} xml/lxc_conf_UDHCPC.xml append.xml`, { "append.xml": text });
      expect(result).toEqual({ status: 0, stdout: "", stderr: "" });
    },
  );
});
