import type { Staged } from "../diagnostics/diagnostic.ts";
import type { CompleteReference } from "../oci/reference.ts";
import type { LayoutFiles } from "./layout-files.ts";
import type { Registry } from "./registry.ts";
import { openLayout, type OpenedLayout } from "./open-layout.ts";

const TAG = "fetched";

export interface Fetching {
  readonly registry: Registry;
  /** Reads what was fetched. */
  readonly files: LayoutFiles;
  /** A directory for the layout, which is made there. */
  readonly scratch: string;
}

/** Fetches what a reference names into a new layout and opens it, every digest checked. `undefined`: something is wrong. */
export const fetchLayout = async (
  { registry: host, repository, tag, digest }: CompleteReference,
  { registry, files, scratch }: Fetching,
): Promise<Staged<OpenedLayout | undefined>> => {
  const place = `${host}/${repository}`;
  const wanted = digest ?? (await registry.resolve(`${place}:${tag}`));
  if (tag !== undefined && digest !== undefined) await registry.expect(`${place}:${tag}`, digest);
  const directory = `${scratch}/layout`;
  await registry.download(`${place}@${wanted}`, directory, TAG);
  const name = tag === undefined ? `${place}@${wanted}` : `${place}:${tag}`;
  return openLayout(files, { directory, tag: undefined, digest: wanted }, name);
};
