import { noRegistryName, sameRegistryName } from "../oci/findings.ts";
import { listedDescriptor } from "../oci/artifact.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { imageIndex } from "../oci/manifest.ts";
import type { Reference } from "../oci/reference.ts";
import { digestLine } from "./digest-line.ts";
import type { Registry } from "../layout/registry.ts";
import type { OpenedLayout } from "../layout/open-layout.ts";
import { openPushOperand } from "./push-operand.ts";
import { readEach } from "./read-each.ts";
import { openRegistry, readReference } from "./registry.ts";
import { DONE, type Session } from "./session.ts";
import { slugOf, tagWords } from "../layout/slug.ts";
import { UsageError } from "./usage-error.ts";
import { commitOutputs } from "./write-outputs.ts";

/** `push`: overlays to a registry; several go under one index if there is a tag for it, else each under a name of its own. */
export const push = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const target = args.operands.at(-1);
  const operands = args.operands.slice(0, -1);
  if (target === undefined || operands.length === 0) throw new UsageError("push takes an overlay and a place in a registry", args.command);
  const reference = readReference(session, target);
  if (reference.digest !== undefined) throw new UsageError(`${target}: what is pushed has the digest it has; give a tag`, args.command);
  return await host.withTemporaryDirectory(async (scratch) => {
    const opened = await readEach(session, [...operands.entries()], ([index, operand]) =>
      openPushOperand(session, operand, `${scratch}/${index}`),
    );
    const artifacts = opened.filter((each) => each !== undefined);
    const pushes = artifacts.length < operands.length ? [] : await planPushes(session, artifacts, reference);
    if (session.conclude() !== DONE) return session.conclude();
    const registry = openRegistry(session);
    for (const each of pushes) await pushOne(session, registry, each, scratch);
    session.conclude();
    return DONE;
  });
};

/** What is tagged together: one thing of a layout, or several under an index. */
interface Push {
  /** `registry/repository`. */
  readonly place: string;
  readonly tags: readonly string[];
  readonly artifacts: readonly OpenedLayout[];
}

const planPushes = async (session: Session, artifacts: readonly OpenedLayout[], reference: Reference): Promise<readonly Push[]> => {
  const { registry, repository, tags } = reference;
  if (repository !== undefined && tags.length > 0) return [{ place: `${registry}/${repository}`, tags, artifacts }];
  const taken = new Map<string, string>();
  const pushes: Push[] = [];
  for (const each of artifacts) {
    const name = repository ?? (await slugFor(session, each, "repository"));
    const tag = await slugFor(session, each, "tag");
    const place = `${registry}/${name}`;
    const other = taken.get(`${place}:${tag}`);
    if (other !== undefined) session.found([sameRegistryName([other, each.name], `${place}:${tag}`)]);
    taken.set(`${place}:${tag}`, each.name);
    pushes.push({ place, tags: [tag], artifacts: [each] });
  }
  return pushes;
};

/** The repository is called by the containers, the tag by the active tags. */
const slugFor = async (session: Session, { name, overlays }: OpenedLayout, what: "repository" | "tag"): Promise<string> => {
  const words = what === "repository" ? overlays.flatMap(({ config }) => config.containers) : tagWords(overlays[0]?.config.tags ?? {});
  const slug = await slugOf(words.join(" "));
  if (slug === "") session.found([noRegistryName(name, what, words.join(" "))]);
  return slug.slice(0, 128);
};

const pushOne = async (session: Session, registry: Registry, { place, tags, artifacts }: Push, scratch: string): Promise<void> => {
  const destination = `${place}:${tags.join(",")}`;
  const [first, ...more] = artifacts;
  if (first === undefined) return;
  const digest = more.length === 0 ? first.descriptor.digest : await pushIndex(session, registry, { place, tags, artifacts }, scratch);
  if (more.length === 0) await registry.upload(first.directory, digest, destination);
  for (const tag of tags) {
    await registry.expect(`${place}:${tag}`, digest);
    await session.host.print(digestLine(digest.replace("sha256:", ""), `${place}:${tag}`));
  }
};

/** Pushes the manifests, then the index with its tags. */
const pushIndex = async (session: Session, registry: Registry, { place, tags, artifacts }: Push, scratch: string): Promise<string> => {
  const manifests: Descriptor[] = [];
  for (const { directory, descriptor, overlays } of artifacts) {
    await registry.upload(directory, descriptor.digest, place);
    for (const overlay of overlays) manifests.push(listedDescriptor(overlay.descriptor, overlay.config));
  }
  const { descriptor, bytes } = imageIndex(manifests);
  const file = `${scratch}/index.json`;
  await commitOutputs(session.host, (outputs) => outputs.write(file, [bytes]), "scratch");
  await registry.putIndex(file, `${place}:${tags.join(",")}`);
  return descriptor.digest;
};
