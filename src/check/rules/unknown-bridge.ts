import { closest } from "../../diagnostics/closest.ts";
import { hostBridges } from "../host-bridges.ts";
import { networksOf } from "../networks.ts";
import { misspeltBridge } from "./link-not-bridge.ts";
import type { RunRule } from "../rule.ts";

/** Only where the rootfs tells of some bridge: else programs make them. */
export const unknownBridge: RunRule<"unknown-bridge"> = {
  kind: "run",
  code: "unknown-bridge",
  severity: "hint",
  title: "The Link of a veth is a bridge that nothing on the host seems to make.",
  judge: ({ plan, views }) => {
    const links = plan.containers.flatMap(networksOf).flatMap(({ type, get }) => (type === "veth" ? (get("Link") ?? []) : []));
    if (links.length === 0) return [];
    const { made, mentions } = hostBridges(views.host);
    if (made.size === 0) return [];
    return links
      .filter(({ value }) => !mentions(value) && misspeltBridge(value, made) === undefined)
      .map(({ value, location }) => {
        const similar = closest(value, made);
        const help = `the host has ${[...made].join(", ")}${similar.length > 0 ? `: did you mean ${similar.join(" or ")}?` : ""}`;
        return { location, message: `nothing that sets up the host's network names ${value}`, help };
      });
  },
};
