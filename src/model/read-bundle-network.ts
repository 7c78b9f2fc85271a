import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { BundleNetwork, ForwardedPort, PortForwarding } from "./bundle.ts";
import { cannotExpress } from "./bundle-findings.ts";
import { attributeOf, childrenOf, flagOf } from "./element-contents.ts";
import { NETWORK_ROWS } from "./network-table.ts";

/** The network of a bundle: plugin networking of Dobby. There is one, in whichever of its files. */
export const readBundleNetwork = (elements: readonly SyntaxElement[]): Staged<BundleNetwork | undefined> => {
  const { found: diagnostics, report } = collectFindings();
  const [first, ...others] = elements;
  if (first === undefined) return { value: undefined, diagnostics };
  // In one file that is an error already.
  for (const { span } of others.filter((other) => other.span.file !== first.span.file)) {
    report(
      cannotExpress(
        span,
        `a second Network (${first.span.file}:${first.span.line} has one)`,
        "let one file, or tags, say what the network is",
      ),
    );
  }
  for (const { name, span } of first.children.filter((child) => OF_LXC.has(child.name))) {
    report(
      cannotExpress(
        span,
        `the ${name} of its network: Dobby makes the interface and gives the address`,
        "remove it; IPv4, IPv6 and DNSMasq have enable",
      ),
    );
  }
  const multicast = childrenOf([first], "Multicast");
  const network = {
    span: first.span,
    type: attributeOf(first, "type") as BundleNetwork["type"],
    ipv4: flagOf(childrenOf([first], "IPv4"), "enable"),
    ipv6: flagOf(childrenOf([first], "IPv6"), "enable"),
    dnsmasq: flagOf(childrenOf([first], "DNSMasq"), "enable"),
    ignored: first.children
      .filter((child) => isIgnored(attributeOf(first, "type"), child.name) && flagOf([child], "enable") === true)
      .map(({ name, span }) => ({ value: name, span })),
    portForwarding: readForwarding(childrenOf([first], "PortForwarding")),
    multicast:
      flagOf(multicast, "enable") === true
        ? childrenOf(multicast, "Rule").map((rule) => ({ ip: attributeOf(rule, "ip") ?? "", port: Number(attributeOf(rule, "port")) }))
        : [],
  };
  return { value: network, diagnostics };
};

/** Dobby does nothing for an open network, and serves no names to one that leads nowhere: rdkPlugins/Networking/source/NetworkingPlugin.cpp, createRuntime. */
const isIgnored = (type: string | undefined, element: string): boolean =>
  (type === "open" && ["DNSMasq", "PortForwarding", "Multicast"].includes(element)) || (type === "none" && element === "DNSMasq");

const OF_LXC = new Set(NETWORK_ROWS.map(({ element }) => element));

const readForwarding = (elements: readonly SyntaxElement[]): PortForwarding | undefined => {
  if (flagOf(elements, "enable") !== true) return undefined;
  const rules = childrenOf(elements, "Rule");
  return {
    localhostMasquerade: flagOf(elements, "localhostmasquerade"),
    hostToContainer: portsOf(rules, "HostToContainer"),
    containerToHost: portsOf(rules, "ContainerToHost"),
  };
};

/** Dobby can't do without the protocol. */
const portsOf = (rules: readonly SyntaxElement[], direction: string): readonly ForwardedPort[] =>
  rules
    .filter((rule) => attributeOf(rule, "direction") === direction)
    .map((rule) => ({ port: Number(attributeOf(rule, "port")), protocol: attributeOf(rule, "protocol") ?? "tcp" }));
