import { writeValue } from "../../diagnostics/fix.ts";
import { networksOf } from "../networks.ts";
import type { ContainerRule } from "../rule.ts";

/** A name space has one interface of a name, and lo from its beginning: the second is not renamed (EEXIST). */
export const interfaceNameTaken: ContainerRule<"interface-name-taken"> = {
  kind: "container",
  code: "interface-name-taken",
  severity: "error",
  title: "Two networks of a container have one Name, or one is called lo.",
  judge: ({ plan }) => {
    const networks = networksOf(plan);
    const taken = new Set(["lo"]);
    return networks.flatMap((network) => {
      // What is moved keeps its name where none is given: network.c, lxc_network_setup_in_child_namespaces_common
      const name = network.get("Name") ?? (network.type === "phys" ? network.get("Link") : undefined);
      if (name === undefined) return [];
      if (!taken.has(name.value)) {
        taken.add(name.value);
        return [];
      }
      const all = new Set(networks.flatMap(({ get }) => get("Name")?.value ?? []));
      const free = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => `eth${index}`).find((each) => !all.has(each));
      return [
        {
          location: name.location,
          message: `${plan.name} has an interface ${name.value} already: LXC does not start it`,
          help: free === undefined ? undefined : writeValue(name.location, free, `write <Name>${free}</Name>`),
        },
      ];
    });
  },
};
