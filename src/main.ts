import { run } from "./cli/run.ts";
import { nodeHost } from "./io/node-host.ts";

void run(process.argv.slice(2), nodeHost()).then((code) => (process.exitCode = code));
