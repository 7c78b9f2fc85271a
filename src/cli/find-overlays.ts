import { type Host, HostError } from "../io/host.ts";
import { fetchLayout } from "../layout/fetch-layout.ts";
import type { OpenedLayout } from "../layout/open-layout.ts";
import { isLayoutName } from "../oci/layout-name.ts";
import { completeReference, type CompleteReference, lackOf, looksLikeReference, parseReference } from "../oci/reference.ts";
import { openLayoutOperand } from "./layout-operand.ts";
import { openRegistry } from "./registry.ts";
import type { Session } from "./session.ts";

/** Where the overlays lie that are read. */
export type OverlayOrigin =
  | { readonly kind: "tarball"; readonly path: string }
  /** `place` is what a digest of one of its manifests follows: `oci:<directory>`, `<registry>/<repository>`. */
  | { readonly kind: "layout"; readonly layout: OpenedLayout | undefined; readonly place: string };

/** Finds what an operand names: a tarball, an image layout, or something in a registry, which is fetched into `scratch`. */
export const findOverlays = async (session: Session, name: string, scratch: string): Promise<OverlayOrigin> => {
  const { host } = session;
  if (isLayoutName(name)) {
    const layout = openLayoutOperand(session, name);
    return { kind: "layout", layout, place: `oci:${layout?.directory}` };
  }
  const reference = referenceOf(host, name);
  if (reference !== undefined) {
    const { value: layout, diagnostics } = await fetchLayout(reference, { registry: openRegistry(session), files: host, scratch });
    session.found(diagnostics);
    return { kind: "layout", layout, place: `${reference.registry}/${reference.repository}` };
  }
  if (looksLikeReference(name) && !isThere(host, name))
    throw new HostError(name, `can't be read: no such file, and ${lackOf(parseReference(name))}`);
  return { kind: "tarball", path: name };
};

/** What an operand names in a registry; `undefined` for a file, a layout, and what can't be in one. */
export const referenceOf = (host: Host, name: string): CompleteReference | undefined =>
  isLayoutName(name) || host.isFile(name) ? undefined : completeReference(parseReference(name));

const isThere = (host: Host, path: string): boolean => {
  try {
    host.readStart(path, 0);
    return true;
  } catch (failure) {
    if (failure instanceof HostError) return false;
    throw failure;
  }
};
