import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { needs } from "../support/needs.ts";

/** A registry of this test's own, on a free port of the loopback interface. */
export interface Registry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** What the registry has stored. */
  readonly storage: string;
  /** Options that reach it. */
  readonly access: readonly string[];
  /** Requests since the last call, as `METHOD path`. */
  readonly requests: () => readonly string[];
  /** What it has said since it was started. */
  readonly log: () => string;
  /** Ends it, if it has not ended. */
  readonly kill: () => Promise<void>;
}

export const needsRegistry = (...tools: readonly string[]): ReturnType<typeof needs> =>
  needs("oras", "docker-registry", "openssl", "htpasswd", "skopeo", "umoci", "curl", ...tools);

const USER = "tester";
const PASSWORD = "s3cret word";

/** Starts Debian's docker-registry; `directory` keeps its storage over a restart. */
export const startRegistry = async (how: { tls?: boolean; directory?: string; port?: number } = {}): Promise<Registry> => {
  const directory = how.directory ?? mkdtempSync(join(tmpdir(), "lxc-overlay-registry-"));
  const secured = how.tls === true ? secure(directory) : { http: "", auth: "" };
  const config = join(directory, "config.yml");
  const log = join(directory, "log");
  writeFileSync(
    config,
    `version: 0.1
log: { accesslog: { disabled: false }, level: info, formatter: json }
storage: { filesystem: { rootdirectory: ${directory}/storage }, delete: { enabled: true } }
http: { addr: "127.0.0.1:${how.port ?? 0}", secret: test${secured.http} }
${secured.auth}`,
  );
  writeFileSync(log, "");
  const child = spawn("sh", ["-c", 'exec docker-registry serve "$1" > "$2" 2>&1', "sh", config, log], {
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const host = await hostIn(log);
  let seen = 0;
  return {
    host,
    storage: join(directory, "storage"),
    access: how.tls === true ? ["--ca-file", join(directory, "cert.pem")] : ["--plain-http"],
    requests: () => {
      const lines = readFileSync(log, "utf8").split("\n");
      const all = lines.flatMap((line) => {
        const [, method = "", path = ""] = /"(GET|HEAD|PUT|POST|PATCH|DELETE) (\S+) HTTP/.exec(line) ?? [];
        return method === "" ? [] : [`${method} ${path}`];
      });
      return all.slice(seen, (seen = all.length));
    },
    log: () => readFileSync(log, "utf8"),
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
      if (how.directory === undefined) rmSync(directory, { recursive: true });
    },
  };
};

/** Logs in with oras; gives the file with the credentials. */
export const logIn = ({ host, access }: Registry, directory: string, password: string = PASSWORD): string => {
  const file = join(directory, "auth.json");
  execFileSync("oras", ["login", "-u", USER, "--password-stdin", ...access, "--registry-config", file, host], {
    input: password,
    stdio: ["pipe", "ignore", "ignore"],
  });
  return file;
};

const secure = (directory: string): { readonly http: string; readonly auth: string } => {
  const [key, certificate, passwords] = ["key.pem", "cert.pem", "htpasswd"].map((name) => join(directory, name));
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...names, "-keyout", `${key}`, "-out", `${certificate}`],
    { stdio: "ignore" },
  );
  writeFileSync(`${passwords}`, execFileSync("htpasswd", ["-Bbn", USER, PASSWORD]));
  return { http: `, tls: { certificate: ${certificate}, key: ${key} }`, auth: `auth: { htpasswd: { realm: test, path: ${passwords} } }\n` };
};

const hostIn = async (log: string): Promise<string> => {
  for (;;) {
    const text = existsSync(log) ? readFileSync(log, "utf8") : "";
    const found = /listening on (127\.0\.0\.1:\d+)/.exec(text)?.[1];
    if (found !== undefined) return found;
    if (text.includes("level=fatal")) throw new Error(text);
    await setTimeout(20);
  }
};
