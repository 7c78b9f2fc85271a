import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings, type Findings } from "../diagnostics/collect-findings.ts";
import { climbs, normalizePath } from "../linux/path-spelling.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { Bundle, Loopback, PluginMount } from "./bundle.ts";
import { loopbackNotKept, pluginMissing } from "./bundle-findings.ts";
import { attributeOf, childrenOf, flagOf } from "./element-contents.ts";
import { badDestination } from "./findings.ts";
import type { Spanned } from "./spanned.ts";

/** As the old generator has it: 12 MiB. */
const DEFAULT_SIZE = 12_582_912;

type Storage = Pick<Bundle, "loopbacks" | "dynamics" | "mountOwners" | "checkpoints">;

/** What the plugins storage and memcheckpointrestore mount and own. */
export const readBundleStorage = (configs: readonly SyntaxElement[]): Staged<Storage> => {
  const findings = collectFindings();
  const storage = childrenOf(configs, "Storage");
  const checkpoints = childrenOf(configs, "MemCheckpointRestore");
  findings.report(...checkpoints.map(({ span, name }) => pluginMissing(span, name)));
  const value: Storage = {
    loopbacks: childrenOf(storage, "Loopback").map((each) => readLoopback(each, findings)),
    dynamics: childrenOf(storage, "Dynamic").map((each) => readPluginMount(each, findings)),
    mountOwners: childrenOf(storage, "MountOwner").map((each) => ({
      span: each.span,
      source: attributeOf(each, "source") ?? "",
      user: spannedAttribute(each, "user"),
      group: spannedAttribute(each, "group"),
      recursive: flagOf([each], "recursive"),
    })),
    checkpoints: childrenOf(checkpoints, "MountPoint").map((each) => readPluginMount(each, findings)),
  };
  return { value, diagnostics: findings.found };
};

const spannedAttribute = ({ attributes, span }: SyntaxElement, name: string): Spanned<string> =>
  attributes.find((each) => each.name === name) ?? { value: "", span };

const readLoopback = (element: SyntaxElement, findings: Findings): Loopback => {
  const source = attributeOf(element, "source") ?? "";
  const persistent = flagOf([element], "persistent") ?? false;
  if (!persistent) findings.report(loopbackNotKept(element.span, source));
  const size = attributeOf(element, "size");
  return {
    span: element.span,
    source,
    destination: destinationOf(element, findings),
    size: size === undefined ? DEFAULT_SIZE : Number(size),
    persistent,
  };
};

const readPluginMount = (element: SyntaxElement, findings: Findings): PluginMount => ({
  span: element.span,
  source: attributeOf(element, "source") ?? "",
  destination: destinationOf(element, findings),
  options: (attributeOf(element, "options") ?? "")
    .replaceAll(/\s/g, "")
    .split(",")
    .filter((word) => word !== ""),
});

const destinationOf = (element: SyntaxElement, { report }: Findings): string => {
  const destination = element.attributes.find(({ name }) => name === "destination");
  if (destination === undefined) return "/";
  const place = normalizePath(destination.value);
  if (climbs(destination.value) || place === "") report(badDestination(destination.span, destination.value));
  return `/${place}`;
};
