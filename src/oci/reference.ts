import { isTag } from "./layout-name.ts";

/** `registry/repository:tag,tag` or `registry/repository@sha256:…`; what is not said is left out. */
export interface Reference {
  readonly registry: string;
  readonly repository: string | undefined;
  readonly tags: readonly string[];
  readonly digest: string | undefined;
}

export type ParsedReference = Reference | { readonly problem: string };

/** `./a:1` is a file's name. */
const REGISTRY = /^([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\])(:\d{1,5})?$/;

/** As oras and the distribution specification have it: at most 255 bytes, no upper case. */
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-*)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-*)[a-z0-9]+)*)*$/;

/** Reads the name of something in a registry; a name that registries refuse is a problem. */
export const parseReference = (text: string): ParsedReference => {
  const [, registry = "", , rest = ""] = /^([^/]*)(\/(.*))?$/s.exec(text) ?? [];
  const [, path = "", , tagList, digest] = /^([^:@]*)(:([^@]*))?(?:@(.*))?$/s.exec(rest) ?? [];
  const tags = tagList === undefined ? [] : tagList.split(",");
  const wrongTag = tags.find((tag) => !isTag(tag));
  if (!REGISTRY.test(registry)) return { problem: `${registry || "nothing"} is no registry (host or host:port)` };
  if (rest !== "" && !(path.length <= 255 && REPOSITORY.test(path))) {
    return { problem: `a registry would refuse the repository ${path || rest}: lower-case letters, digits, and . _ - / between them` };
  }
  if (wrongTag !== undefined) {
    return { problem: `a registry would refuse the tag ${wrongTag || "(empty)"}: letters, digits, _ . -, at most 128` };
  }
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) return { problem: `${digest} is no digest (sha256: and 64 digits)` };
  return { registry, repository: rest === "" ? undefined : path, tags, digest };
};

/** The name of one thing in a registry: it has a tag, a digest or both. */
export interface CompleteReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** The one thing in a registry that a reference names; `undefined`: it names none, or several. */
export const completeReference = (parsed: ParsedReference): CompleteReference | undefined => {
  if ("problem" in parsed || parsed.repository === undefined) return undefined;
  const { registry, repository, tags, digest } = parsed;
  const [tag, ...more] = tags;
  return more.length > 0 || (tag === undefined && digest === undefined) ? undefined : { registry, repository, tag, digest };
};

/** What a word lacks to name one thing in a registry. */
export const lackOf = (parsed: ParsedReference): string =>
  "problem" in parsed ? parsed.problem : "in a registry it would be <registry>/<repository>:<tag> or <registry>/<repository>@<digest>";

/** Whether a word may name something in a registry: `host:port/…`, `host.domain/…` or `localhost/…`. */
export const looksLikeReference = (word: string): boolean =>
  /^(localhost|[\w-]+(\.[\w-]+)+|[\w.-]+:\d+|\[[0-9A-Fa-f:]+\](:\d+)?)\//.test(word);
