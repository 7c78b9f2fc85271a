import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { addLibrary } from "../library-help.ts";
import { missingText } from "../missing-needs.ts";
import { missingPreloads, preloadDirectories } from "../preloads.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** A preloaded library that the host has no more than the container is a finding of its own: programs start without it. */
export const missingLibrary: ContainerRule<"missing-library"> = {
  kind: "container",
  code: "missing-library",
  severity: "missing-libs",
  title: "A library that something in the container needs is not in the container, or only for another machine.",
  judge: (context) => [
    ...context
      .closure()
      .missingLibraries.map((missing) => ({ location: missing.location, message: missingText(missing), help: missing.help })),
    ...preloadsToAdd(context),
  ],
};

const preloadsToAdd = (context: ContainerContext): readonly Found[] =>
  missingPreloads(context.preloads()).flatMap((preload) => {
    const help = addLibrary(context, { name: preload.name, directories: preloadDirectories(context), like: undefined });
    if (help === undefined) return [];
    const message = missingText({ name: preload.name, chain: ["LD_PRELOAD"], others: 0, misfit: undefined });
    return [{ location: locationOf(context, preload), message, help }];
  });
