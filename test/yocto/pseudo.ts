import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import { ROOT } from "../docs/documents.ts";

/** The releases of pseudo that test/provision unpacks: Debian stable's, and a newer one, which has PSEUDO_INCLUDE_PATHS as wrynose uses it. */
export const RELEASES = ["stable", "sid"] as const;

export type Release = (typeof RELEASES)[number];

/** Where a release is, as Debian's packages have it. */
export const pseudoRoot = (release: Release): string => join(ROOT, ".cache/pseudo", release);

/** `describe` for tests under a release of pseudo; without it they are skipped, which fails in CI. */
export const needsPseudo = (release: Release): typeof describe | typeof describe.skip => {
  if (existsSync(join(pseudoRoot(release), "usr/bin/pseudo"))) return describe;
  process.stderr.write(`skipped: needs pseudo of ${release} (test/provision unpacks it; where it could not, it says so)\n`);
  return describe.skip;
};

/** Words that start a program as a user without rights. */
export const UNPRIVILEGED: readonly string[] =
  process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] : [];

/** Words that start a program under pseudo, which is in `top` and tracks of a recipe's work directory what BitBake would have it track. */
export const pseudo = (release: Release, top: string): readonly [string, ...string[]] => {
  const root = join(top, "pseudo");
  const paths =
    release === "sid"
      ? `PSEUDO_INCLUDE_PATHS=${["rootfs", "image", "package", "pkgdata"].map((name) => `${top}/work/${name}`).join(",")}`
      : `PSEUDO_IGNORE_PATHS=/usr/,/etc/,/lib,/dev/,/run/,${top}/work/temp,${top}/deploy,${top}/work/deploy-`;
  const [program, ...words] = [
    ...UNPRIVILEGED,
    "env",
    `LD_LIBRARY_PATH=${root}/usr/lib/x86_64-linux-gnu/pseudo`,
    `PSEUDO_PREFIX=${root}/usr`,
    `PSEUDO_LOCALSTATEDIR=${top}/pseudo/state`,
    paths,
    `${root}/usr/bin/pseudo`,
  ];
  return [program, ...words];
};
