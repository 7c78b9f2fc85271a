// dist/load-command.js: runs dist/command.js with what V8 made of it in an earlier run, as Python keeps __pycache__ beside its modules:
// a file that this Node with these flags wrote, whose sha256 stands before it. Without one, or with NODE_DISABLE_COMPILE_CACHE, V8 compiles
// all of it, which is the same program 40 ms later. Where this directory can't be written nothing is kept.
"use strict";
const { createHash } = require("crypto");
const fs = require("fs");
const { createRequire } = require("module");
const { join } = require("path");
const v8 = require("v8");
const vm = require("vm");

// The build writes it here: V8 itself only looks at the length of what it compiled.
const SHA256_OF_COMMAND = "";
const FILE = join(__dirname, "command.js");
// As many words as a command has that builds something: what is used then is compiled by then.
const WORDS = 5;

const digestOf = (bytes) => createHash("sha256").update(SHA256_OF_COMMAND).update(bytes).digest();
const DIGEST_LENGTH = 32;

/** The bytes that V8 made of the program; undefined if they are of another one or were damaged. */
const readCompiled = (path) => {
  try {
    const file = fs.readFileSync(path);
    const compiled = file.subarray(DIGEST_LENGTH);
    return digestOf(compiled).equals(file.subarray(0, DIGEST_LENGTH)) ? compiled : undefined;
  } catch {
    return undefined;
  }
};

const writeCompiled = (path, compiled) => {
  // Root may write everywhere, which does not mean that it should.
  if ((fs.statSync(__dirname).mode & 0o200) === 0) return;
  const temporary = `${path}.${process.pid}`;
  try {
    fs.writeFileSync(temporary, Buffer.concat([digestOf(compiled), compiled]), { flag: "wx" });
    fs.renameSync(temporary, path);
  } catch {
    fs.rmSync(temporary, { force: true });
  }
};

// How V8 runs the program: with little memory for young objects, since on two cores more of it costs a run of a second more time than it saves,
// and without a guess at which objects stay, which fills the memory with those that do not.
const FLAGS = ["--semi-space-growth-factor=1", "--no-allocation-site-pretenuring"];
const FLAGS_BEFORE = ["--semi-space-growth-factor=2", "--allocation-site-pretenuring"];
const setFlags = (flags) => flags.forEach((flag) => v8.setFlagsFromString(flag));

// What V8 compiles is for one release of it and one set of flags.
const flags = createHash("sha256")
  .update(JSON.stringify([process.execArgv, process.env.NODE_OPTIONS]))
  .digest("hex")
  .slice(0, 8);
const name = `command-${process.version}-${process.arch}-${flags}.cache`;
const path = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : join(__dirname, name);
const cachedData = path === undefined ? undefined : readCompiled(path);
const parameters = "exports, require, module, __filename, __dirname";
// The build leaves only ASCII in it, which is read the fastest.
const script = new vm.Script(`(function (${parameters}) {${fs.readFileSync(FILE, "latin1")}\n})`, { filename: FILE, cachedData });
if (path !== undefined && (cachedData === undefined || script.cachedDataRejected) && process.argv.length >= WORDS) {
  process.once("exit", (code) => {
    // What failed did not come far: what it used is little of the program.
    if (code > 1) return;
    setFlags(FLAGS_BEFORE);
    writeCompiled(path, script.createCachedData());
  });
}
const command = { exports: {} };
script.runInThisContext()(command.exports, createRequire(FILE), command, FILE, __dirname);
// Not before: Node's own modules were compiled for the flags at its start, and from their source for other ones (crypto takes 6.5 ms then, not 2.5).
setFlags(FLAGS);
