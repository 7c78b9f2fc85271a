import { withChange } from "../../diagnostics/fix.ts";
import { FAMILIES, networksOf } from "../networks.ts";
import type { ContainerRule } from "../rule.ts";

/** Without flags LXC gives an interface its addresses and leaves it down; where there is a gateway, `up` is written in any case. */
export const networkDown: ContainerRule<"network-down"> = {
  kind: "container",
  code: "network-down",
  severity: "warning",
  title: "A Network has an address, and stays down.",
  judge: ({ plan }) =>
    networksOf(plan).flatMap(({ location, get }) => {
      const address = FAMILIES.flatMap((family) => get(family.address) ?? [])[0];
      if (address === undefined || get("Flags") !== undefined) return [];
      const [text = ""] = address.value.split("/");
      const help = withChange(location, "add <Flags>up</Flags>", (at) => ({ kind: "child", at, name: "Flags", to: "up" }));
      return [{ location, message: `the interface with ${text} stays down: its Network has no Flags`, help }];
    }),
};
