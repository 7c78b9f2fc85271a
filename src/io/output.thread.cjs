// A thread of write-threaded.ts. With a descriptor in its data it writes the chunks that come, in memory that it shares, to that file; without one
// it hashes them. It answers each, and when there are no more: with what they hash to.
"use strict";
const { createHash } = require("crypto");
const { writeSync } = require("fs");
const { parentPort, workerData } = require("worker_threads");

const { fd, atOnce } = workerData;
const hash = fd === undefined ? createHash("sha256") : undefined;

const take = (chunk) => {
  if (hash !== undefined) hash.update(chunk);
  else for (let done = 0; done < chunk.length;) done += writeSync(fd, chunk, done, Math.min(atOnce, chunk.length - done));
  return {};
};

const end = () => ({ sha256: hash === undefined ? undefined : hash.digest("hex") });

parentPort.on("message", (chunk) => {
  try {
    parentPort.postMessage(chunk === undefined ? end() : take(chunk));
  } catch ({ message, code, errno }) {
    // Of an error only its message would arrive.
    parentPort.postMessage({ failure: { message, code, errno } });
  }
  if (chunk === undefined) parentPort.close();
});
