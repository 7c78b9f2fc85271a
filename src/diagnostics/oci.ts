import { atFile, type Diagnostic, error } from "./diagnostic.ts";

/** A document of an OCI image layout (`index.json`, a manifest, a config) is not what the specification asks for. */
export const badOciDocument = (file: string, reason: string): Diagnostic => error("bad-oci-document", atFile(file), reason);
