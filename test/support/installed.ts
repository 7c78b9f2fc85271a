import { inject } from "vitest";

/** The path of main.js in a package as it would be installed, in a directory that every user can read and no test changes. */
export const installed = (): string => inject("main");
