import { normalizePath } from "../linux/path-spelling.ts";
import { lookup } from "../rootfs/lookup.ts";
import { dataBind } from "./binds.ts";
import type { DraftMount } from "./draft.ts";
import { isShared } from "./package-data.ts";
import { type UnitPart, wordsOf } from "./unit-words.ts";
import { writableDirectory } from "./writable-directory.ts";

/** ReadOnlyPaths=, ReadWritePaths= and their like (systemd.exec(5)), as far as they name files or directories of the program alone. */
export const withPaths: UnitPart = (draft, subject, service) => {
  const { host } = subject.device;
  const named = (keys: readonly string[]) =>
    keys.flatMap((key) =>
      wordsOf(subject, service, key).map((word) => {
        const [path = "", place = path] = word.replace(/^[-+]+/, "").split(":");
        return { key, word, path: path.replace(/(?<=.)\/+$/, ""), place };
      }),
    );
  const readOnly = named(["ReadOnlyPaths", "BindReadOnlyPaths"]).flatMap(({ key, path, place }): readonly DraftMount[] => {
    const found = lookup(host.rootfs, path);
    if (found.kind !== "found" || isShared(host, path) || (found.node.type !== "file" && found.node.type !== "directory")) return [];
    const bind = dataBind(found.node.type === "file" ? "file" : "dir", { path, why: `${key} of ${service.name}` });
    return [{ ...bind, destination: normalizePath(place), isOptional: true }];
  });
  const writable = named(["ReadWritePaths", "BindPaths"]).filter(({ path }) => !IN_MEMORY.test(path));
  const own = writable.filter(({ path, place }) => path === place && OWN.test(path));
  const others = writable.filter((each) => !own.includes(each));
  const notes =
    others.length === 0
      ? []
      : [
          `To decide: ${service.name} lets the program write ${others.map(({ key, word }) => `${key}=${word}`).join(", ")}. For what it needs of that, bind the directory of its own: rw,bind,nosuid,nodev,noexec.`,
        ];
  return {
    ...draft,
    mounts: [...draft.mounts, ...readOnly, ...own.map(({ key, path }) => writableDirectory(subject, path, `${key} of ${service.name}`))],
    mountNotes: [...draft.mountNotes, ...notes],
  };
};

/** The container has them, in memory. */
const IN_MEMORY = /^(?:\/var)?\/(?:run|tmp)(?:\/|$)/;

/** Where each program has a directory of its own. */
const OWN = /^\/var\/(?:cache|lib|log|spool)\/./;
