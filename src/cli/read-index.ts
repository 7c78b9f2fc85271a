import type { Descriptor } from "../oci/descriptor.ts";
import { parseDocument } from "../oci/parse-document.ts";
import type { Session } from "./session.ts";

/** What the index of an image layout lists; nothing where there is none yet, `undefined` if it can't be read. */
export const readIndex = (session: Session, layout: string): readonly Descriptor[] | undefined => {
  const file = `${layout}/index.json`;
  if (!session.host.isFile(file)) return [];
  const { value, diagnostics } = parseDocument(session.host.readFile(file), file);
  session.found(diagnostics);
  return value?.kind === "index" ? value.manifests : undefined;
};
