import { locationOf } from "../container-facts.ts";
import { missingText } from "../missing-needs.ts";
import type { ContainerRule } from "../rule.ts";

/**
 * A library that no program loads at its start is wanted by a module, of which nobody knows whether something loads it (dlopen(3)): a
 * warning. So is a preloaded library, which programs start without (ld.so says "cannot be preloaded: ignored"); one that the host lacks, too,
 * is a finding of its own.
 */
export const missingLibrary: ContainerRule<"missing-library"> = {
  kind: "container",
  code: "missing-library",
  severity: "either",
  title: "A library that something in the container needs is not there where its loader looks, or only for another machine.",
  judge: (context) => [
    ...context.closure().missingLibraries.map((missing) => ({
      location: missing.location,
      message: missingText(missing),
      help: missing.help,
      severity: context.options.missingLibs,
    })),
    ...context.closure().missingForModules.map((missing) => ({
      location: missing.location,
      message: missingText(missing),
      help: {
        ...missing.help,
        help: `${missing.help.help}; if nothing loads ${missing.chain.at(-1) ?? missing.name}, name it in an <Unused> of its mount`,
      },
      severity: "warning" as const,
    })),
    ...context
      .preloads()
      .filter(({ where }) => where === "host")
      .map((preload) => ({
        location: locationOf(context, preload),
        message: missingText({ name: preload.name, chain: [preload.from], others: 0, because: undefined }),
        help: preload.help,
        severity: "warning" as const,
      })),
  ],
};
