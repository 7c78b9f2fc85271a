import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { run, shellcheck } from "../support/shell.ts";
import { layerFiles, parseBitBake } from "./bitbake.ts";

const functions = [...layerFiles()].flatMap(([path, text]) => parseBitBake(text).statements.map((statement) => ({ path, statement })));

/** As BitBake gives it to sh: variables have their values, and what is called is a function of its own. */
const scriptOf = (text: string): string => `bbfatal() { exit 1; }\nset -e\n${text.replaceAll(/\$\{@.*?\}|\$\{[A-Za-z0-9_]+\}/g, "/value")}`;

const shells = functions.flatMap(({ path, statement }) =>
  statement.kind === "shell" ? [[`${path}: ${statement.name}`, statement] as const] : [],
);

needs("shellcheck", "dash")("functions of sh", () => {
  test("there are some", () => {
    expect(shells.length).toBeGreaterThan(5);
  });

  test("shellcheck finds nothing", () => {
    // A function's words are its arguments; /value is a value that would have been expanded.
    const scripts = shells.map(([, { name, text }]) => `#!/bin/sh\n${scriptOf(`${name}() {\n${text}}\n${name} "$@"\n`)}`);
    expect(shellcheck(...scripts)).toBe("");
  });

  test.each(shells)("dash reads %s", (_name, { text }) => {
    const file = join(scratch(), "function.sh");
    writeFileSync(file, scriptOf(text));
    expect(run(["dash", "-n", file])).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});

needs("python3")("functions of Python", () => {
  test("compile, each as BitBake puts it into a function", () => {
    const texts = functions.flatMap(({ path, statement }) =>
      statement.kind === "def"
        ? [[path, statement.text]]
        : statement.kind === "python"
          ? [[path, `def ${statement.name || "anonymous"}(d):\n${statement.text}`]]
          : [],
    );
    expect(texts.length).toBeGreaterThan(30);
    const file = join(scratch(), "functions.json");
    writeFileSync(file, JSON.stringify(texts));
    const compile = "import json, sys\nwith open(sys.argv[1]) as file:\n  for path, text in json.load(file): compile(text, path, 'exec')";
    expect(run(["python3", "-W", "error", "-c", compile, file])).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});
