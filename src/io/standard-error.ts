import { fstatSync } from "node:fs";
import { tolerant } from "./standard-output.ts";

// To make a stream of a pipe takes Node some milliseconds, and most runs write nothing to it.

export const writeStandardError = (text: string): void => void tolerant(process.stderr).write(text);

export const isTerminal = (): boolean => isCharacterDevice(2) && process.stderr.isTTY;

const isCharacterDevice = (fd: number): boolean => {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return false;
  }
};
