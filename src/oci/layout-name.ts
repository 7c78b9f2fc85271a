/** What `oci:<directory>[:tag]` or `oci:<directory>@sha256:<digest>` names. */
export interface LayoutName {
  readonly directory: string;
  /** Absent with a digest. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Of a layout that is named without a tag. */
export const DEFAULT_TAG = "latest";

export const isLayoutName = (text: string): boolean => text.startsWith("oci:");

/** Reads the name of a layout; `undefined`: it names no directory, or its tag is none. */
export const parseLayoutName = (text: string): LayoutName | undefined => {
  const [, byDigest, digest] = /^oci:(.+)@(sha256:[0-9a-f]{64})$/s.exec(text) ?? [];
  if (byDigest !== undefined) return { directory: byDigest, tag: undefined, digest };
  const [, directory, tag = DEFAULT_TAG] = /^oci:(.+?)(?::([^/:]*))?$/s.exec(text) ?? [];
  return directory === undefined || !isTag(tag) ? undefined : { directory, tag, digest: undefined };
};

/** What registries take as a tag. */
export const isTag = (text: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(text);
