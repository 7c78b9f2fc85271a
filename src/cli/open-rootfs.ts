import { applyOverlays } from "../apply/apply.ts";
import type { ByteSource } from "../bytes/source.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { TarballDoor } from "../io/host.ts";
import { archiveFiles } from "../layout/archive-files.ts";
import { flattenLayers, type ImageLayer } from "../layout/image-layers.ts";
import { openImage } from "../layout/open-image.ts";
import { openSavedImage } from "../layout/saved-image.ts";
import { isLayoutName } from "../oci/layout-name.ts";
import { imageKindOf } from "../rootfs/judge-archive.ts";
import type { TarballInput } from "../rootfs/read-host.ts";
import type { NewEntry } from "../tar/entry.ts";
import { mayBeImage } from "../tar/first-name.ts";
import { readArchive } from "../tar/read-archive.ts";
import { writeArchive } from "../tar/write-archive.ts";
import { socketsLeftOut } from "./findings.ts";
import { readLayoutName } from "./layout-operand.ts";
import { lastOf } from "./parse-arguments.ts";
import type { Session } from "./session.ts";

/** Opens a tarball, a directory or the image of a file system; sockets that are left out are told of. Throws a HostError. */
export const openInput = async ({ found, progress, nameOf }: Session, door: TarballDoor, path: string): Promise<TarballInput> => {
  const file = path === "-" ? "standard input" : nameOf(path);
  const { source, origin, leftOut } = await door.open(path, progress(path));
  if (leftOut.length > 0) found([socketsLeftOut(file, leftOut)]);
  if (origin !== "image") return { file, source };
  const { value: entries, diagnostics } = readArchive(source, file);
  const applied = applyOverlays({ file, entries, source }, []);
  // What is wrong with it is found again where it is read.
  return hasErrors([...diagnostics, ...applied.diagnostics]) ? { file, source } : settled(door, file, applied.value);
};

/** Opens a host rootfs, which may be a container image as well: a layout, or an archive of one. Throws a HostError or a UsageError. */
export const openRootfs = async (session: Session, door: TarballDoor, path: string): Promise<TarballInput> => {
  const platform = lastOf(session.args, "platform");
  if (isLayoutName(path)) {
    const file = session.nameOf(path);
    const { directory, tag, digest } = readLayoutName(session, path);
    const { value: layers, diagnostics } = openImage({ files: session.host, directory, name: file }, { tag, digest, platform });
    if (session.found(diagnostics)) return broken(file);
    return await flattened(session, door, {
      file,
      layers,
      open: async (layer) => (await door.open(layer, session.progress(layer))).source,
    });
  }
  const input = await openInput(session, door, path);
  const { file, source } = input;
  if (!mayBeImage(source)) return input;
  const { value: entries } = readArchive(source, file);
  const kind = imageKindOf(entries);
  if (kind === undefined) return input;
  const files = archiveFiles(source, entries);
  const opened =
    kind === "layout"
      ? openImage({ files, directory: ".", name: file }, { tag: undefined, digest: undefined, platform })
      : openSavedImage(files, file);
  if (session.found(opened.diagnostics)) return broken(file);
  return await flattened(session, door, { file, layers: opened.value, open: (layer) => door.unpack(layer, files.part(layer)) });
};

interface Image {
  readonly file: string;
  readonly layers: readonly ImageLayer[];
  readonly open: (path: string) => Promise<ByteSource>;
}

/** What the layers of an image make together; nothing where something is wrong with it, which is told. */
const flattened = async ({ found }: Session, door: TarballDoor, { file, layers, open }: Image): Promise<TarballInput> => {
  const { value, diagnostics } = await flattenLayers(layers, file, open);
  return found(diagnostics) ? broken(file) : settled(door, file, value);
};

const broken = (file: string): TarballInput => ({ file, source: { size: 0, read: () => 0 }, isBroken: true });

/** What `apply` would write of it: its bytes don't depend on the tool that made what it was read from. */
const settled = (door: TarballDoor, file: string, entries: Iterable<NewEntry>): TarballInput => ({
  file,
  source: door.spool(file, writeArchive(entries)),
});
