import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Dialect } from "../../src/model/options.ts";
import { scratch } from "./scratch.ts";
import { run, type Run } from "./shell.ts";

/**
 * What the parser of the installed liblxc (5.0) says to a configuration; no container is started. A legacy one is converted
 * with LXC's own lxc-update-config first, and included files, which must exist, are replaced by an empty one.
 */
export const askLiblxc = (conf: string, dialect: Dialect): Run => {
  const directory = scratch();
  const file = join(directory, "lxc.conf");
  writeFileSync(join(directory, "included.conf"), "");
  writeFileSync(file, conf.replaceAll(/^lxc\.include = .*$/gm, `lxc.include = ${directory}/included.conf`));
  if (dialect === "2.0") expect(run(["sh", "-c", `cd ${directory} && lxc-update-config -c lxc.conf`]).status).toBe(0);
  const env = { ...process.env, HOME: directory };
  return run(["lxc-info", "-n", "x", "-P", directory, `--rcfile=${file}`, "-s", "-o", "none", "-l", "ERROR"], env);
};

/** Fails with the parser's own words where it refuses the configuration. */
export const expectLiblxcAccepts = (conf: string, dialect: Dialect): void => {
  expect(askLiblxc(conf, dialect)).toMatchObject({ status: 0, stderr: "" });
};
