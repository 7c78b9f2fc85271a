import { CODE_OPTIONS, DATA_OPTIONS } from "../linux/bind-options.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { capabilitiesOf } from "../check/file-capabilities.ts";
import type { DraftMount } from "./draft.ts";
import type { Program } from "./find-program.ts";

interface Bind {
  /** Absolute. */
  readonly path: string;
  readonly why: string;
}

/** A bind of a program or library at its own place. */
export const codeBind = ({ path, why }: Bind): DraftMount => bindOf("file", path, CODE_OPTIONS, why);

/** A bind of the program: nosuid would take its capabilities away. */
export const programBind = ({ path, node }: Program): DraftMount =>
  capabilitiesOf(node) === undefined
    ? codeBind({ path, why: "the program" })
    : bindOf("file", path, "ro,bind,nodev", "the program; with nosuid it had none of the capabilities that its file carries");

/** A bind of data at its own place; `hasCode`: something in it is executed, or mapped as a library. */
export const dataBind = (type: "dir" | "file", { path, why, hasCode = false }: Bind & { readonly hasCode?: boolean }): DraftMount =>
  bindOf(type, path, hasCode ? CODE_OPTIONS : DATA_OPTIONS, why);

/** A bind of a directory that the program writes; in the container's own /run its mount point is made. */
export const writableBind = ({ path, why }: Bind): DraftMount =>
  bindOf("dir", path, `rw,bind,nosuid,nodev,noexec${path.startsWith("/run/") ? ",create=dir" : ""}`, why);

const bindOf = (type: "dir" | "file", path: string, options: string, why: string): DraftMount => ({
  type,
  source: path,
  destination: normalizePath(path),
  options,
  why,
});

/** Mounts in an order that hides none: what lies in another one stands behind it. Of two at one place the first is kept. */
export const orderMounts = (mounts: readonly DraftMount[]): readonly DraftMount[] => {
  const placed = new Map<string, DraftMount>();
  for (const mount of mounts) if (!placed.has(mount.destination)) placed.set(mount.destination, mount);
  const depth = ({ destination }: DraftMount): number => destination.split("/").length;
  const isInOther = (mount: DraftMount): boolean =>
    [...placed.values()].some(
      (other) =>
        other.type === "dir" &&
        mount.destination.startsWith(`${other.destination}/`) &&
        other.source === `/${other.destination}` &&
        // Its own bind lets a program be executed in a directory of data.
        (mount.options.includes("noexec") || !other.options.includes("noexec")),
    );
  const kept = [...placed.values()].filter((mount) => mount.source !== `/${mount.destination}` || !isInOther(mount));
  return kept
    .map((mount, index) => ({ mount, index }))
    .sort((a, b) => depth(a.mount) - depth(b.mount) || a.index - b.index)
    .map(({ mount }) => mount);
};
