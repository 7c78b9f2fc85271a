import { run } from "./cli/run.ts";
import { nodeHost } from "./io/node-host.ts";

// A closed standard error is no reason to fail.
process.stderr.on("error", () => undefined);
process.stdout.on("error", () => undefined);

void run(process.argv.slice(2), nodeHost()).then((code) => (process.exitCode = code));
