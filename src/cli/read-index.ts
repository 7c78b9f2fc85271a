import type { Descriptor } from "../oci/descriptor.ts";
import { parseDocument } from "../oci/parse-document.ts";
import type { Session } from "./session.ts";

/** Whether an image layout is there. */
export const isLayout = ({ host }: Session, layout: string): boolean => host.isFile(indexOf(layout));

/** What the index of an image layout lists; `undefined`: it is none. Throws a HostError. */
export const readIndex = (session: Session, layout: string): readonly Descriptor[] | undefined => {
  const file = indexOf(layout);
  const { value, diagnostics } = parseDocument(session.host.readFile(file), file);
  session.found(diagnostics);
  return value?.kind === "index" ? value.manifests : undefined;
};

const indexOf = (layout: string): string => `${layout}/index.json`;
