import { HostError } from "../io/host.ts";
import type { Reference } from "../oci/reference.ts";
import { openLayout } from "./open-layout.ts";
import type { Artifacts } from "./open-artifact.ts";
import { openRegistry } from "./registry.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

const TAG = "fetched";

/** Fetches what a reference names into a layout in `scratch` and opens it, every digest checked. Throws a UsageError or a HostError. */
export const fetchArtifacts = async (session: Session, reference: Reference, scratch: string): Promise<Artifacts | undefined> => {
  const { registry: host, repository, tags, digest } = reference;
  const [tag, ...more] = tags;
  if (repository === undefined || more.length > 0 || (tag === undefined && digest === undefined)) {
    throw new UsageError("what to fetch is <registry>/<repository>:<tag> or <registry>/<repository>@<digest>", session.args.command);
  }
  const registry = openRegistry(session);
  const place = `${host}/${repository}`;
  const wanted = digest ?? (await registry.resolve(`${place}:${tag}`));
  if (tag !== undefined && digest !== undefined) {
    const found = await registry.resolve(`${place}:${tag}`);
    if (found !== digest) throw new HostError(`${place}:${tag}`, `the tag stands for ${found}, not for ${digest}`);
  }
  const directory = `${scratch}/layout`;
  await registry.download(`${place}@${wanted}`, directory, TAG);
  const name = tag === undefined ? `${place}@${wanted}` : `${place}:${tag}`;
  const opened = openLayout(session, { directory, tag: undefined, digest: wanted }, name);
  return opened && { ...opened, name, directory };
};
