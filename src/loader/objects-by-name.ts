import type { Linked } from "./link.ts";
import type { Loaded } from "./loaded.ts";

/** What was loaded, by the names under which it was: those that were asked for, and each DT_SONAME (_dl_name_match_p of glibc's elf/dl-load.c). */
export const objectsByName = ({ objects, needs, preloads }: Linked): ReadonlyMap<string, Loaded> => {
  const byInode = new Map(objects.map((object) => [object.node.contentOffset, object]));
  const byName = new Map<string, Loaded>();
  const note = (name: string | undefined, object: Loaded | undefined): void => {
    if (name !== undefined && object !== undefined && !byName.has(name)) byName.set(name, object);
  };
  for (const { name, resolution } of [...preloads, ...needs]) {
    if (resolution.kind === "found") note(name, byInode.get(resolution.node.contentOffset));
  }
  for (const object of objects) note(object.elf.soname, object);
  return byName;
};
