import { sha256Of } from "../bytes/sha256.ts";
import type { Staged } from "../diagnostics/diagnostic.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { damagedBlob } from "../oci/findings.ts";
import type { LayoutFiles } from "./layout-files.ts";

/** An image layout that is being read. */
export interface LayoutPlace {
  readonly files: LayoutFiles;
  readonly directory: string;
  /** How findings call it. */
  readonly name: string;
}

export const blobPath = (directory: string, digest: string): string => `${directory}/blobs/${digest.replace(":", "/")}`;

/** The bytes of a blob whose size and digest are right; `what` it is in words. */
export const readBlob = (layout: LayoutPlace, descriptor: Descriptor, what: string): Staged<Uint8Array | undefined> => {
  const { value: path, diagnostics } = checkedBlob(layout, descriptor, what);
  return { value: path === undefined ? undefined : layout.files.readFile(path), diagnostics };
};

/** The path of a blob whose size and digest are right; `what` it is in words. */
export const checkedBlob = (layout: LayoutPlace, { digest, size }: Descriptor, what: string): Staged<string | undefined> => {
  const { files, directory, name } = layout;
  const path = blobPath(directory, digest);
  const damage = files.isFile(path)
    ? files.withFile(path, (bytes) => {
        if (bytes.size !== size) return `${digest} has ${bytes.size} bytes, not ${size}`;
        const found = sha256Of(bytes);
        return digest === `sha256:${found}` ? undefined : `${digest} has the digest sha256:${found}`;
      })
    : `${digest} is missing`;
  if (damage === undefined) return { value: path, diagnostics: [] };
  return { value: undefined, diagnostics: [damagedBlob(name, what, damage)] };
};
