import { isStartedBy, startWords } from "./find-service.ts";
import type { Subject } from "./subject.ts";

/** Where the parameters come from, and what was changed about them. */
export const startNotes = ({ device, program, service, isCommanded, added, dropped }: Subject): readonly string[] => {
  const { rootfs } = device.host;
  const changes = [
    ...added.map(({ words, why }) => `Added: ${words.join(" ")}, so that ${why}.`),
    ...(dropped.length === 0 ? [] : [`Left out: ${dropped.join(" ")}, which only serves below systemd, or sends it to the background.`]),
  ];
  const start = service?.get("ExecStart")?.value;
  if (service === undefined || start === undefined || isCommanded) return changes;
  if (!isStartedBy(rootfs, service, program.node))
    return [
      `To decide: ${service.name} starts it through another program (ExecStart=${start}). Give it the parameters that it gets there.`,
      ...changes,
    ];
  const isComplete = startWords(rootfs, service).every((word) => word !== undefined);
  const lost = isComplete ? "" : " To decide: what is left out stands for something that only systemd knows.";
  return [`From ${service.name}: ExecStart=${start}.${lost}`, ...changes];
};
