import { guessValue, writeValue } from "../../diagnostics/fix.ts";
import { type HostBridges, hostBridges } from "../host-bridges.ts";
import { networksOf, type NetworkValue } from "../networks.ts";
import type { Found, RunRule } from "../rule.ts";

/** Seen with LXC 5.0.2: "Failed to attach … to bridge": it does not start the container. */
export const linkNotBridge: RunRule<"link-not-bridge"> = {
  kind: "run",
  code: "link-not-bridge",
  severity: "either",
  title: "The Link of a veth is an interface of the host that is no bridge, or the name of a bridge written otherwise.",
  judge: ({ plan, views }) => {
    const links = plan.containers.flatMap(networksOf).flatMap(({ type, get }) => (type === "veth" ? (get("Link") ?? []) : []));
    if (links.length === 0) return [];
    const bridges = hostBridges(views.host);
    return links.flatMap((link) => judge(link, bridges));
  },
};

const judge = ({ value, location }: NetworkValue, { made, others, mentions }: HostBridges): readonly Found[] => {
  if (others.has(value)) {
    const [only, ...more] = made;
    const message = `${value} is an interface of the host that is no bridge: LXC can't put a veth into it, and does not start the container`;
    if (only === undefined) return [{ location, severity: "error", message, help: "name a bridge, or write macvlan as the type" }];
    const help = `name a bridge of the host: ${[...made].join(", ")}; or write macvlan as the type`;
    return [{ location, severity: "error", message, help: { help, fix: more.length === 0 ? guessValue(location, only) : [] } }];
  }
  const meant = mentions(value) ? undefined : misspeltBridge(value, made);
  if (meant === undefined) return [];
  const message = `the host makes the bridge ${meant}, and nothing names ${value}: LXC does not start a container whose bridge is not there`;
  return [{ location, severity: "warning", message, help: writeValue(location, meant, `write ${meant}`) }];
};

/** The bridge with the same letters and numbers: other punctuation, upper case, or two that changed places. */
export const misspeltBridge = (name: string, made: ReadonlySet<string>): string | undefined =>
  made.has(name) ? undefined : [...made].find((each) => lettersOf(each) === lettersOf(name));

const lettersOf = (name: string): string =>
  [
    ...name
      .toLowerCase()
      .replaceAll(/[^a-z\d]/g, "")
      .replaceAll(/\d/g, ""),
  ]
    .sort()
    .join("") + name.replaceAll(/\D/g, "");
