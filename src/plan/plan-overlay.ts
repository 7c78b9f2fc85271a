import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { Staged } from "../diagnostics/diagnostic.ts";
import { lxccpidPresent } from "./place-findings.ts";
import { atFile } from "../diagnostics/diagnostic.ts";
import type { Config } from "../model/config.ts";
import type { Container } from "../model/container.ts";
import type { Options } from "../model/options.ts";
import type { Accounts } from "../rootfs/accounts.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { libraryIndex } from "../rootfs/library-index.ts";
import { lookup } from "../rootfs/lookup.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { NO_XATTRS } from "../tar/entry.ts";
import { judgeCaps } from "./caps-conflicts.ts";
import { chooseDialect } from "./dialect.ts";
import { noteDropped } from "./dropped-attributes.ts";
import { generatedTime, passedThrough, withParentsResolved } from "./host-entries.ts";
import { planContainer } from "./plan-container.ts";
import type { Plan } from "./plan.ts";
import type { PlannedEntry } from "./planned-node.ts";
import type { PlanContext } from "./plan-context.ts";

export interface PlanInput {
  readonly containers: readonly Container[];
  readonly rootfs: HostRootfs;
  readonly accounts: Accounts;
  readonly config: Config;
  readonly options: Options;
}

/** Decides everything about an overlay: which paths it holds, with what owner, mode and content, and why. */
export const planOverlay = (input: PlanInput): Staged<Plan> => {
  // Several parts look up the same name; what they find about it is said once.
  const { found, report } = collectFindings("distinct");
  const choice = chooseDialect(input.rootfs, input.options, report);
  const { dialect, cgroup } = choice;
  const containers = [...input.containers].sort((a, b) => compareUtf8(a.name, b.name));
  const libraries = libraryIndex(input.rootfs);
  const dropped = noteDropped();
  const planned = containers.map((container) => planContainer({ ...input, libraries, container, dialect, cgroup, report, dropped }));
  report(...dropped.findings(input.rootfs.file));
  report(...judgeCaps(input.rootfs, planned));
  const extras = planLxccpid({ ...input, report });
  return {
    value: { ...choice, containers: planned, extras, generatedTime: generatedTime(input.options) },
    diagnostics: found,
  };
};

const LXCCPID = "/usr/bin/lxccpid";

const planLxccpid = (context: Pick<PlanContext, "rootfs" | "options" | "report">): readonly PlannedEntry[] => {
  if (!context.options.withLxccpid) return [];
  const found = lookup(context.rootfs, LXCCPID);
  if (found.kind === "found") {
    context.report(lxccpidPresent(atFile(context.rootfs.file), LXCCPID));
    return [];
  }
  const path = withParentsResolved(context, LXCCPID);
  const why = { reason: "--with-lxccpid", span: undefined };
  const mtime = generatedTime(context.options);
  const content = { kind: "generated", what: "lxccpid" } as const;
  const script = { path, type: "file", mode: 0o755, uid: 0, gid: 0, mtime, target: "", xattrs: NO_XATTRS, content, why } as const;
  return [...passedThrough(context, path, why), script];
};
