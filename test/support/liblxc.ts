import { readFileSync, writeFileSync } from "node:fs";
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
  const modern = dialect === "2.0" ? updated(conf) : conf;
  writeFileSync(file, modern.replaceAll(/^lxc\.include = .*$/gm, `lxc.include = ${directory}/included.conf`));
  const env = { ...process.env, HOME: directory };
  return run(["lxc-info", "-n", "x", "-P", directory, `--rcfile=${file}`, "-s", "-o", "none", "-l", "ERROR"], env);
};

/** What liblxc has read for a key of a modern configuration. */
export const readBack = (conf: string, key: string): string => {
  const directory = scratch();
  const file = join(directory, "lxc.conf");
  writeFileSync(file, conf);
  const { stdout } = run(["lxc-info", "-n", "x", "-P", directory, `--rcfile=${file}`, "-c", key], { ...process.env, HOME: directory });
  return stdout.replace(`${key} = `, "").trimEnd();
};

/** A legacy configuration with the keys of LXC 3.0 on, by LXC's own tool. */
export const updated = (conf: string): string => {
  const directory = scratch();
  writeFileSync(join(directory, "lxc.conf"), conf);
  expect(run(["sh", "-c", `cd ${directory} && lxc-update-config -c lxc.conf`]).status).toBe(0);
  return readFileSync(join(directory, "lxc.conf"), "utf8");
};

/** Fails with the parser's own words where it refuses the configuration. */
export const expectLiblxcAccepts = (conf: string, dialect: Dialect): void => {
  expect(askLiblxc(conf, dialect)).toMatchObject({ status: 0, stderr: "" });
};
