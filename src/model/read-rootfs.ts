import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings, type Findings } from "../diagnostics/collect-findings.ts";
import { badDestination, badSource, capsOnDirectory, rootfsIgnored } from "./findings.ts";
import { parseCapabilities } from "../linux/file-capabilities.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { FileCapabilities } from "../linux/file-capabilities.ts";
import type { MountEntry, MoveEntry, Rootfs, Spanned } from "./container.ts";
import { climbs, normalizePath } from "../linux/path-spelling.ts";
import { attributeOf, childrenOf, isEnabled, textOf, textsOf } from "./element-contents.ts";

/** The rootfs of a container from the Rootfs elements of its files; `undefined` where it shares the host's: nothing set, or create="no". */
export const readRootfs = (elements: readonly SyntaxElement[]): Staged<Rootfs | undefined> => {
  const [first] = elements;
  const findings = collectFindings();
  const mounts = childrenOf(childrenOf(elements, "MountPoints"), "Entry").flatMap((entry) => readMount(entry, findings));
  const moves = childrenOf(childrenOf(elements, "MoveContent"), "Entry").flatMap((entry) => readMove(entry, findings));
  const mounted = childrenOf(elements, "LibsRoBindMounts");
  const linked = childrenOf(elements, "LibsHardlinks");
  const scanned = textsOf([...mounted, ...linked], "LibsScanDir");
  for (const directory of scanned) checkDestination(directory, findings);
  const deciding = [...elements].reverse().find((each) => attributeOf(each, "create") !== undefined);
  if (first === undefined) return { value: undefined, diagnostics: findings.found };
  if (deciding !== undefined && !isEnabled([deciding], "create")) {
    const ignored = elements.filter((each) => each.children.length > 0 && attributeOf(each, "create") === undefined);
    return { value: undefined, diagnostics: [...findings.found, ...ignored.map(({ span }) => rootfsIgnored(span, deciding.span))] };
  }
  const rootfs = {
    span: first.span,
    mounts,
    moves,
    libsScanDirs: scanned.map(asDirectory),
    libsRoBindMounts: textsOf(mounted, "Entry"),
    libsHardlinks: textsOf(linked, "Entry"),
  };
  return { value: rootfs, diagnostics: findings.found };
};

const asDirectory = ({ value, span }: Spanned<string>): Spanned<string> => ({ value: `/${normalizePath(value)}`, span });

const readMount = (entry: SyntaxElement, findings: Findings): readonly MountEntry[] => {
  const source = textOf([entry], "Source");
  const destination = textOf([entry], "Destination");
  const options = textOf([entry], "Options");
  const fsType = textOf([entry], "FsType");
  if (!source || !destination || !options) return [];
  const type = attributeOf(entry, "type") as MountEntry["type"];
  const sources = [source, ...textsOf([entry], "SourceRoFs")];
  findings.report(...sources.filter(({ value }) => climbs(value)).map(({ value, span }) => badSource(span, value)));
  checkDestination(destination, findings);
  if (normalizePath(destination.value) === "") findings.report(badDestination(destination.span, destination.value));
  return [
    {
      span: entry.span,
      parts: { source: source.span, destination: destination.span, fsType: fsType?.span ?? entry.span, options: options.span },
      type,
      source: source.value,
      sourceRoFs: textOf([entry], "SourceRoFs")?.value,
      destination: withoutLeadingSlashes(destination.value),
      fsType: fsType?.value ?? "none",
      options: options.value
        .replaceAll(/[ \t]/g, "")
        .split(",")
        .filter((word) => word !== ""),
      dump: Number(textOf([entry], "Dump")?.value ?? 0),
      fsck: Number(textOf([entry], "Fsck")?.value ?? 0),
      unused: textsOf([entry], "Unused"),
      caps: readCaps(entry, type, findings),
    },
  ];
};

const readMove = (entry: SyntaxElement, findings: Findings): readonly MoveEntry[] => {
  const source = textOf([entry], "Source");
  const destination = textOf([entry], "Destination");
  if (!source || !destination) return [];
  const type = attributeOf(entry, "type") as MoveEntry["type"];
  checkDestination(destination, findings);
  return [
    {
      span: entry.span,
      type,
      source: source.value,
      // "/" is the container's root, to move into
      destination: withoutLeadingSlashes(destination.value) || "./",
      caps: readCaps(entry, type, findings),
    },
  ];
};

const withoutLeadingSlashes = (path: string): string => path.replace(/^\/+/, "");

/** Also of what is at the same place on the host. */
const checkDestination = ({ value, span }: Spanned<string>, { report }: Findings): void => {
  if (climbs(value)) report(badDestination(span, value));
};

const readCaps = (entry: SyntaxElement, type: string, { report }: Findings): Spanned<FileCapabilities> | undefined => {
  const caps = entry.attributes.find(({ name }) => name === "caps");
  const value = caps && parseCapabilities(caps.value);
  if (!caps || !value) return undefined;
  // Any other type is reported already, and so is none.
  if (type === "dir" || type === "dev") report(capsOnDirectory(caps.span, type));
  return { value, span: caps.span };
};
