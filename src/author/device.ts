import { checker } from "../check/check.ts";
import { type ContainerContext, containerContexts } from "../check/container-context.ts";
import { readable } from "../check/recorded-plan.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Config } from "../model/config.ts";
import type { CommonOptions, Dialect } from "../model/options.ts";
import { readContainers } from "../model/read-containers.ts";
import { overlayPlanner } from "../plan/plan-overlay.ts";
import type { Host } from "../rootfs/read-host.ts";
import { parseDescriptions } from "../select.ts";
import { deviceViewer } from "../view/views.ts";
import type { Draft } from "./draft.ts";
import { type RenderedDraft, renderDraft } from "./render-draft.ts";

/** The device that descriptions are written for. */
export interface Device {
  readonly host: Host;
  readonly config: Config;
  /** Of lxc.conf. */
  readonly dialect: Dialect;
  readonly look: (draft: Draft) => Looked;
}

/** A draft as `check` looks at it. */
export interface Looked {
  readonly rendered: RenderedDraft;
  readonly context: ContainerContext;
  /** What it finds. */
  readonly judge: () => readonly Diagnostic[];
}

/** Opens a device for many drafts: what they have in common is looked at once. */
export const openDevice = (host: Host, config: Config, options: CommonOptions): Device => {
  const plan = overlayPlanner({ ...host, config, options });
  const view = deviceViewer(host.rootfs);
  const check = checker();
  let contextOf: ReturnType<typeof containerContexts> | undefined;
  const look = (draft: Draft): Looked => {
    const rendered = renderDraft(draft);
    const { found, take } = collectFindings();
    const { descriptions, complete } = take(parseDescriptions([{ file: DRAFT, bytes: Buffer.from(rendered.text) }]));
    const tags = { tags: new Map<string, string>(), ranges: new Map<string, number>() };
    const { containers } = take(readContainers({ descriptions, config, tags, options: DRAFT_OPTIONS, complete }));
    const planned = take(plan(containers));
    const views = view(planned);
    const run = { plan: planned, views, rootfs: host.rootfs, config, options };
    contextOf ??= containerContexts(run);
    const [container] = planned.containers;
    const seen = container && views.containers.get(container.name);
    if (container === undefined || seen === undefined) throw new Error(`a draft that is no description: ${found[0]?.message}`);
    return { rendered, context: contextOf(readable(container), seen), judge: () => [...found, ...check(run)] };
  };
  return { host, config, dialect: plan([]).value.dialect, look };
};

/** What is written is for a secure container with a rootfs of its own. */
const DRAFT_OPTIONS = { secure: true, sharedRootfs: false };

/** The name of the draft in findings. */
const DRAFT = "draft";
