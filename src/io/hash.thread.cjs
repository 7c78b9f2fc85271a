// The thread of write-threaded.ts: hashes the chunks that come in memory which it shares, and answers each; in the end, what they hash to.
"use strict";
const { createHash } = require("crypto");
const { parentPort } = require("worker_threads");

const hash = createHash("sha256");

parentPort.on("message", (chunk) => {
  if (chunk !== undefined) {
    hash.update(chunk);
    parentPort.postMessage("");
    return;
  }
  parentPort.postMessage(hash.digest("hex"));
  parentPort.close();
});
