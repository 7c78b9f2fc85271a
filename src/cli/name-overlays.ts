import type { BuildResult, Overlay } from "../build.ts";
import { noOutputName, sameOutputName } from "./findings.ts";
import { atFile, atSpan, type Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { isLayoutName, parseLayoutName } from "../oci/layout-name.ts";
import { layerTitle } from "../layout/layer-title.ts";
import { type Arguments, lastOf } from "./parse-arguments.ts";
import { slugOf } from "../layout/slug.ts";
import { UsageError } from "./usage-error.ts";

/** Where overlays go: into one file, each into its own file of a directory, or as artifacts under a tag of an OCI image layout. */
export type OutputPlace = { readonly kind: "file" | "directory"; readonly path: string } | LayoutPlace;

export interface LayoutPlace {
  readonly kind: "layout";
  /** As it was given: `oci:<directory>[:tag]`. */
  readonly path: string;
  readonly directory: string;
  readonly tag: string;
}

export type NamedOverlay = Overlay & { readonly path: string };

/** What `-o`, `--split` and `--base` say. Throws a UsageError. */
export const readOutputPlace = (args: Arguments): OutputPlace => {
  const given = lastOf(args, "output");
  if (given !== undefined && isLayoutName(given)) return readLayoutPlace(given, args);
  if (args.options.has("base")) throw new UsageError("--base needs an image layout: -o oci:<directory>[:tag]", args.command);
  if (!args.options.has("split")) return { kind: "file", path: checkedOutput(given ?? "overlay.tar", args) };
  if (given === undefined) throw new UsageError("--split needs a directory: -o <directory>", args.command);
  if (given === "-" || /\.tar(\.gz)?$/.test(given)) throw new UsageError(`with --split, -o names a directory, not ${given}`, args.command);
  return { kind: "directory", path: given };
};

const readLayoutPlace = (path: string, { command }: Arguments): LayoutPlace => {
  const { directory, tag } = parseLayoutName(path) ?? {};
  if (directory !== undefined && tag !== undefined) return { kind: "layout", path, directory, tag };
  throw new UsageError(`an OCI image layout is oci:<directory>[:tag], not ${path}`, command);
};

/** The value of `-o` if it names a tar that can be written. Throws a UsageError. */
export const checkedOutput = (path: string, { command }: Arguments): string => {
  if (path === "-" || /[^/]\.tar(\.gz)?$/.test(path)) return path;
  throw new UsageError(`-o is a file x.tar or x.tar.gz, or - for standard output, not ${path}`, command);
};

/** What is certain to be written there. */
export const filesOf = (place: OutputPlace): readonly string[] =>
  place.kind === "layout" ? [`${place.directory}/oci-layout`, `${place.directory}/index.json`] : [place.path];

/** The overlays with their paths (in a layout, the names of their files); with --split a file is called by the slug of its container. */
export const nameOverlays = async ({ containers, overlays }: BuildResult, place: OutputPlace): Promise<Staged<readonly NamedOverlay[]>> => {
  const takenBy = new Map<string, string>();
  const { found: diagnostics, report } = collectFindings();
  const value: NamedOverlay[] = [];
  for (const overlay of overlays) {
    const name = overlay.container;
    const slug = name === undefined ? undefined : await slugOf(name);
    value.push({ ...overlay, path: pathOf(place, slug) });
    if (name === undefined || slug === undefined) continue;
    const file = `${slug}.tar`;
    const span = containers.find((container) => container.name === name)?.span;
    const at = span === undefined ? atFile(place.path) : atSpan(span);
    const other = takenBy.get(file);
    if (slug === "") report(noOutputName(at, name));
    else if (other !== undefined) report(sameOutputName(at, [other, name], file));
    takenBy.set(file, name);
  }
  return { value, diagnostics };
};

const pathOf = (place: OutputPlace, slug: string | undefined): string => {
  if (place.kind === "layout") return layerTitle(slug);
  return slug === undefined ? place.path : `${place.path.replace(/\/+$/, "")}/${slug}.tar`;
};
