import { itemAt } from "../bytes/item-at.ts";
import { byFiles } from "./by-files.ts";
import type { Linked } from "./link.ts";
import type { Loaded } from "./loaded.ts";
import type { VersionReader } from "./version-reader.ts";
import { objectsByName } from "./objects-by-name.ts";

/** A version that an object needs of another one, which does not define it. */
export interface UnmetVersion {
  readonly version: string;
  readonly by: Loaded;
  readonly provider: Loaded;
}

export type FindUnmet = (linked: Linked) => readonly UnmetVersion[];

/**
 * Finds the versions for which glibc does not start a program (elf/dl-version.c, match_symbol): each object has what it needs looked up in what was
 * loaded under the name of the other file. Where that defines no versions at all ld.so only says so; versions of weak symbols may lack.
 */
export const unmetVersionFinder = (versionsOf: VersionReader): FindUnmet => {
  const unmetIn = byFiles((linked) => unmetVersions(linked, versionsOf));
  return (linked) =>
    unmetIn(linked).map(({ version, by, provider }) => ({
      version,
      by: itemAt(linked.objects, by),
      provider: itemAt(linked.objects, provider),
    }));
};

const unmetVersions = (
  linked: Linked,
  versionsOf: VersionReader,
): readonly { readonly version: string; readonly by: number; readonly provider: number }[] => {
  const { objects } = linked;
  const byName = objectsByName(linked);
  return objects.flatMap(({ node }, by) =>
    (versionsOf(node)?.needed ?? []).flatMap(({ file, names }) => {
      const provider = byName.get(file);
      const defined = provider && versionsOf(provider.node)?.defined;
      if (provider === undefined || defined === undefined) return [];
      return names.filter((version) => !defined.includes(version)).map((version) => ({ version, by, provider: objects.indexOf(provider) }));
    }),
  );
};
