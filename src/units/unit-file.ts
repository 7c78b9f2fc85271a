import type { Why } from "../plan/why.ts";

/** A file or symlink for systemd, at its path on the device, without a leading slash. */
export type UnitFile = { readonly path: string; readonly why: Why } & (
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "link"; readonly target: string }
);

/** Where packages of the system keep what systemd reads: file-hierarchy(7). Every systemd looks here, also where its own files are in /lib. */
export const UNITS = "usr/lib/systemd/system";

/** Where a directory of tmpfiles.d(5) is. */
export const TMPFILES = "usr/lib/tmpfiles.d";

/** Where the administrator of the device, and systemctl(1), put links: it counts before all others. */
const LINKS = "etc/systemd/system";

/** The link that starts a unit at boot: systemd.unit(5), WantedBy=. */
export const startAtBoot = (unit: string, why: Why): UnitFile => ({
  kind: "link",
  path: `${LINKS}/multi-user.target.wants/${unit}`,
  target: `/${UNITS}/${unit}`,
  why,
});

/** The link that keeps a unit from being started: systemd.unit(5), on /dev/null. */
export const mask = (unit: string, why: Why): UnitFile => ({ kind: "link", path: `${LINKS}/${unit}`, target: "/dev/null", why });
