import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { withBusChoice } from "./bus-choice.ts";
import { completeDraft } from "./complete.ts";
import type { Device, Looked } from "./device.ts";
import type { Draft, DraftMount } from "./draft.ts";
import { entryLine } from "./entry-line.ts";

/** A draft that is done, and what `check` still finds in it. */
export interface Settled {
  readonly draft: Draft;
  readonly text: string;
  readonly findings: readonly Diagnostic[];
}

/** Each time at least one mount is left out. */
const MAX_TRIES = 16;

/** Completes a draft, and makes comments of the mounts that it can do without and that `check` finds fault with. */
export const settleDraft = (begun: Draft, device: Device): Settled => {
  let start = begun;
  for (let tries = 0; ; tries++) {
    const draft = withBusChoice(completeDraft(start, device));
    const looked = device.look(draft);
    const findings = looked.judge().filter(({ severity }) => severity !== "hint");
    const faulty = tries < MAX_TRIES ? faultyMounts(looked, findings) : new Map<DraftMount, string>();
    if (faulty.size === 0) return { draft, text: looked.rendered.text, findings };
    const left = new Set([...faulty.keys()].map(({ destination }) => destination));
    start = {
      ...start,
      devices: start.devices.filter(({ path }) => !left.has(normalizePath(path))),
      mounts: start.mounts.filter(({ destination }) => !left.has(destination)),
      mountNotes: [...start.mountNotes, ...[...faulty].map(([mount, reason]) => leftOut(mount, reason))],
    };
    // What completing brought would be brought again.
    if ([...faulty.keys()].every((mount) => !begun.mounts.some(({ destination }) => destination === mount.destination)))
      return { draft, text: looked.rendered.text, findings };
  }
};

const faultyMounts = ({ rendered }: Looked, findings: readonly Diagnostic[]): ReadonlyMap<DraftMount, string> => {
  const faulty = new Map<DraftMount, string>();
  for (const { location, message } of findings) {
    const mount = location.kind === "text" ? rendered.mountAt(location.line) : undefined;
    if (mount?.isOptional === true && !faulty.has(mount)) faulty.set(mount, message);
  }
  return faulty;
};

const leftOut = (mount: DraftMount, reason: string): string =>
  [
    `To decide: ${mount.source} is ${mount.why}; it is left out because of what check says of it: ${reason}. If the program needs it:`,
    entryLine(mount),
  ].join("\n");
