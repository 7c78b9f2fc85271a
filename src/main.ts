#!/bin/sh
import { run } from "./cli/run.ts";
import { nodeHost } from "./io/node-host.ts";

// After the first line the build puts one that is a shell command and a JavaScript string at once: it starts Node with little memory for
// young objects and one thread beside its own, since on two cores more of either costs a run of a second more time than it saves.

// A closed standard error is no reason to fail.
process.stderr.on("error", () => undefined);
process.stdout.on("error", () => undefined);

void run(process.argv.slice(2), nodeHost()).then((code) => (process.exitCode = code));
