import { readHostFile } from "../../rootfs/read-file.ts";
import { besideOf, loadedOf, type Row } from "./started.ts";

/**
 * OpenSSL's providers (provider(7), the legacy one is OSSL_PROVIDER-legacy(7)) or engines, and its configuration (config(5)). Their directories are built into libcrypto, which `openssl version -a` tells.
 */
export const opensslRow: Row = (started) => {
  const [crypto] = loadedOf(started, "libcrypto");
  if (crypto === undefined) return [];
  const bytes = Buffer.from(readHostFile(started.context.before, crypto.node));
  const builtIn = (name: string): string | undefined => directoryIn(bytes, name);
  const modules = builtIn("MODULESDIR");
  const configuration = builtIn("OPENSSLDIR") ?? "/etc/ssl";
  return [
    modules === undefined ? besideOf(crypto, "ossl-modules/legacy.so") : [`${modules}/legacy.so`],
    [`${configuration}/openssl.cnf`, "/etc/ssl/openssl.cnf"],
  ];
};

/** `MODULESDIR: "/usr/lib/ossl-modules"`, as libcrypto has it for OpenSSL_version(3). */
const directoryIn = (bytes: Buffer, name: string): string | undefined => {
  const at = bytes.indexOf(`${name}: "/`);
  return at < 0 ? undefined : /"([^"]+)"/.exec(bytes.subarray(at, at + 4096).toString("latin1"))?.[1];
};
