/** The absolute paths that a text names outside comments. */
export const pathsIn = (text: string): readonly string[] => [
  ...new Set([...text.replace(/^\s*#.*$/gm, "").matchAll(/(?<![\w./$}*-])\/[\w.+@/-]*[\w+@-]/g)].map(([path]) => path)),
];

/** Those of a text of sh that it does not ask for first, as `[ -x /usr/bin/tool ]` does: it goes on without them. */
export const neededPathsIn = (text: string): readonly string[] => {
  const asked = new Set([...text.matchAll(/\s-[a-zA-Z]\s+["']?(\/[^\s"';\]]+)/g)].map(([, path]) => path));
  return pathsIn(text).filter((path) => !asked.has(path));
};
