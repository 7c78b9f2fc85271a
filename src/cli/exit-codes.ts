/** What exit codes mean. */
export const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [0, "done (warnings and hints allowed)"],
  [1, "errors in a description, in config.ini or against the rootfs, or a difference that diff or verify found"],
  [2, "wrong usage"],
  [3, "a file, a tool or a registry failed"],
];
