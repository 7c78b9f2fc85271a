import { atSpan } from "../../diagnostics/diagnostic.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** rdkPlugins/Storage of Dobby 3.19 binds with MS_BIND alone, whatever flags and options say. */
export const dobbyDynamicWritable: ContainerRule<"dobby-dynamic-writable"> = {
  kind: "container",
  code: "dobby-dynamic-writable",
  severity: "sanity",
  title: "A mount that Dobby makes if its source is there does not get the restrictions that it asks for.",
  judge: (context) => {
    const { bundle, mounts, target } = context.plan;
    if (bundle === undefined || target !== "dobby") return [];
    const optional = mounts
      .filter((mount) => mount.options.includes("optional") && bindsSource(mount) && mount.host === undefined)
      .map((mount) => ({ location: locationOfPart(context, mount, "options"), options: mount.options, place: mount.place }));
    const said = bundle.said.dynamics.map(({ span, options, destination }) => ({
      location: atSpan(span),
      options,
      place: destination.slice(1),
    }));
    return [...optional, ...said].flatMap(({ location, options, place }) => {
      const lost = options.filter((word) => RESTRICTIONS.has(word));
      return lost.length === 0
        ? []
        : [
            {
              location,
              message: `/${place} is mounted without ${lost.join(", ")}: Dobby binds what may be missing readable and writable, whatever the options say`,
              help: "take what is always there into MountPoints without optional, or make sure that the source may be written",
            },
          ];
    });
  },
};

const RESTRICTIONS = new Set(["ro", "nosuid", "nodev", "noexec"]);
