import fc from "fast-check";
import { expect, it } from "vitest";
import { closestLibraryNames, findLibraries, librariesIn } from "../../src/rootfs/libraries.ts";
import { libraryIndex } from "../../src/rootfs/library-index.ts";
import { rootfsOf } from "./rootfs-of.ts";

const NAMES = ["liba.so", "liba.so.1", "liba-2.so", "libab.so", "libb.so.2"];
const DIRECTORIES = ["/lib", "/usr/lib", "/opt"];

it("finds what the plain search finds, however often it is asked", () => {
  const directories = fc.uniqueArray(fc.constantFrom(...DIRECTORIES), { minLength: 1 });
  const question = fc.tuple(directories, fc.constantFrom("liba", "libab", "libb", "liba-2", "libz"));
  const files = fc.uniqueArray(fc.tuple(fc.constantFrom(...DIRECTORIES), fc.constantFrom(...NAMES)), {
    selector: (each) => each.join("/"),
  });
  const property = fc.property(files, fc.array(question, { minLength: 1, maxLength: 8 }), (there, questions) => {
    const rootfs = rootfsOf(...there.map(([directory, name]) => ({ path: `${directory.slice(1)}/${name}`, content: "" })));
    const index = libraryIndex(rootfs);
    for (const [places, entry] of questions) {
      const libraries = librariesIn(rootfs, places);
      const plain = findLibraries(libraries, entry).map(({ directory, name }) => `${directory}/${name}`);
      expect(index.find(places, entry).map(({ directory, name }) => `${directory}/${name}`)).toEqual(plain);
      expect(index.closest(places, entry)).toEqual(closestLibraryNames(libraries, entry));
    }
  });
  fc.assert(property);
});
