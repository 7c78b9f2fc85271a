import { hasErrors, type Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { readArchive } from "../tar/read-archive.ts";
import type { ByteSource } from "../bytes/source.ts";
import type { Accounts } from "./accounts.ts";
import { buildHostRootfs } from "./build-host-rootfs.ts";
import type { HostRootfs } from "./host-rootfs.ts";
import { emptyArchive } from "./findings.ts";
import { judgeArchive, judgeRootfs } from "./judge-archive.ts";
import { readAccounts } from "./read-accounts.ts";

export interface TarballInput {
  /** How findings call it. */
  readonly file: string;
  /** Uncompressed. */
  readonly source: ByteSource;
  /** Something is wrong with it that has been told of already: there is nothing to read. */
  readonly isBroken?: true;
}

export interface Host {
  readonly rootfs: HostRootfs;
  readonly accounts: Accounts;
}

export type ReadHost = (rootfs: TarballInput) => Staged<Host | undefined>;

/** Reads a device's rootfs tarball; `undefined` where something is wrong with it, which is said. */
export const readHost: ReadHost = ({ file, source, isBroken }) => {
  if (isBroken === true) return { value: undefined, diagnostics: [] };
  const { found: diagnostics, report, take } = collectFindings();
  const entries = take(readArchive(source, file));
  if (!hasErrors(diagnostics)) report(...judgeArchive(entries, file));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const rootfs = take(buildHostRootfs(entries, source, file));
  if (!hasErrors(diagnostics) && rootfs.nodes.namesIn("").length === 0) report(emptyArchive(file, "nothing but its root directory"));
  report(...judgeRootfs(rootfs));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const accounts = take(readAccounts(rootfs));
  return { value: hasErrors(diagnostics) ? undefined : { rootfs, accounts }, diagnostics };
};
