import { HostError, type ToolResult } from "../io/host.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import { parseReference, type Reference } from "../oci/reference.ts";
import { readInteger } from "./build-options.ts";
import type { Registry } from "../layout/registry.ts";
import { lastOf } from "./parse-arguments.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

const DEFAULT_TIMEOUT = "600";

/** A registry as oras reaches it with the options of the command line; what fails is a HostError that says why. */
export const openRegistry = (session: Session): Registry => {
  const { args, host } = session;
  const timeout = readInteger("--timeout", lastOf(args, "timeout") ?? DEFAULT_TIMEOUT, 1_000_000);
  const [caFile, registryConfig] = [readable(session, "ca-file"), readable(session, "registry-config")];
  /** The options for one side of a copy have its name before them. */
  const access = (side: "" | "from-" | "to-"): readonly string[] => [
    ...(args.options.has("plain-http") ? [`--${side}plain-http`] : []),
    ...(caFile === undefined ? [] : [`--${side}ca-file`, caFile]),
    ...(registryConfig === undefined ? [] : [`--${side}registry-config`, registryConfig]),
  ];
  const run = async (reference: string, words: readonly string[]): Promise<ToolResult> => {
    session.detail(`oras ${words.join(" ")}`);
    const result = await host.runOras(words, { timeout, onLine: (line) => session.step(line) });
    if (result.status !== 0) throw new HostError(reference, explain(result));
    return result;
  };
  const resolve = async (reference: string): Promise<string> => (await run(reference, ["resolve", ...access(""), reference])).stdout.trim();
  return {
    upload: async (layout, digest, destination) => {
      await run(destination, ["cp", "--no-tty", "-r", "--from-oci-layout-path", layout, digest, ...access("to-"), destination]);
    },
    download: async (reference, layout, tag) => {
      await run(reference, ["cp", "--no-tty", ...access("from-"), reference, "--to-oci-layout-path", layout, tag]);
    },
    putIndex: async (file, destination) => {
      await run(destination, ["manifest", "push", ...access(""), "--media-type", MEDIA_TYPES.index, destination, file]);
    },
    resolve,
    expect: async (reference, digest) => {
      const found = await resolve(reference);
      if (found !== digest) throw new HostError(reference, `the tag stands for ${found}, not for ${digest}`);
    },
  };
};

/** Reads an operand that names something in a registry. Throws a UsageError. */
export const readReference = ({ args }: Session, text: string): Reference => {
  const reference = parseReference(text);
  if ("problem" in reference) throw new UsageError(`${text}: ${reference.problem}`, args.command);
  return reference;
};

const readable = ({ args, host }: Session, option: "ca-file" | "registry-config"): string | undefined => {
  const path = lastOf(args, option);
  // oras would write a registry config that is not there.
  if (path !== undefined && !host.isFile(path)) throw new HostError(path, "can't be read: no such file");
  return path;
};

const explain = ({ stderr, status }: ToolResult): string => {
  const text =
    stderr
      .trim()
      .replace(/^Error( response from registry)?: /, "")
      .split("\n")[0] || `oras failed with status ${status}`;
  const hint = HINTS.find(([pattern]) => pattern.test(stderr))?.[1];
  return hint === undefined ? `oras says: ${text}` : `${hint}; oras says: ${text}`;
};

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/server gave HTTP response to HTTPS client/, "the registry speaks HTTP without TLS, which --plain-http allows"],
  [/certificate|x509/, "the registry's certificate is not trusted; --ca-file names the one that signed it"],
  [
    /unauthorized|denied|forbidden|\b40[13]\b|credential/i,
    "the registry refused the login; use oras login, or its file with --registry-config",
  ],
  [/connection refused|no such host|i\/o timeout|no route/, "the registry can't be reached"],
  [/not found|name unknown/, "the registry does not have it"],
];
