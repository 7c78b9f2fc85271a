import { allow } from "./allow/allow.ts";
import { type BuildInput, type BuildResult, filesOf } from "./build.ts";
import { checker, type LibraryGraphs } from "./check/check.ts";
import type { JudgedDevice } from "./check/judged-device.ts";
import { atSpan, type Diagnostic, hasErrors, type Staged } from "./diagnostics/diagnostic.ts";
import type { Change } from "./diagnostics/fix.ts";
import { collectFindings } from "./diagnostics/collect-findings.ts";
import { sortDiagnostics } from "./diagnostics/sort.ts";
import type { Config, Selection } from "./model/config.ts";
import type { Container } from "./model/container.ts";
import { tooManyCombinations } from "./model/tag-findings.ts";
import { judgeTags } from "./model/judge-tags.ts";
import { nameCombinations } from "./model/name-combinations.ts";
import { readConfig } from "./model/read-config.ts";
import { type PackageList, readPackages } from "./model/read-packages.ts";
import { type Containers, type Description, readContainers } from "./model/read-containers.ts";
import { activeTagsOf, type Combination, combinationsOf, countOf, keptOf, tagClasses } from "./model/tag-combinations.ts";
import { soundContainers } from "./model/sound-containers.ts";
import { overlayPlanner } from "./plan/plan-overlay.ts";
import { type Host, type ReadHost, readHost } from "./rootfs/read-host.ts";
import { judgeLowering } from "./targets.ts";
import { parseDescriptions } from "./select.ts";
import { addUnits } from "./units/add-units.ts";
import { deviceViewer } from "./view/views.ts";

/** More would take hours, and nobody reads what is found. */
const MAX_COMBINATIONS = 4096;

/** What is found with some combinations of tags. */
interface Judged {
  readonly found: readonly Diagnostic[];
  /** Whether everything could be planned. */
  readonly complete: boolean;
  /** What was judged, where a page shows it. */
  readonly device?: Omit<JudgedDevice, "combinations">;
}

/**
 * What `build` would find with every combination of tags that the descriptions tell apart: equal findings are one, which names its
 * combinations. The rootfs is read once, and what combinations have in common is judged once. A pure function.
 */
export const checkAllTags = (input: BuildInput, read: ReadHost = readHost): BuildResult => {
  const { found: common, report, take } = collectFindings();
  const config = take(readConfig(input.config.bytes, input.config.file));
  const isUsable = !hasErrors(common);
  const { descriptions, complete } = take(parseDescriptions(input.descriptions));
  if (config !== undefined && isUsable) report(...judgeTags(descriptions, config));
  const packages = input.packages && take(readPackages(input.packages.bytes, input.packages.file));
  const host = take(read(input.rootfs));
  const judged = config === undefined || !isUsable ? NOTHING : judgeAll(input, { config, descriptions, complete, packages, host, common });
  const all = [...common, ...judged.found];
  const { diagnostics, suppressed } = allow({ ...judged, found: all, descriptions, files: input.allow ?? [] });
  const { containers, selections, combinations, devices } = judged;
  const result = {
    containers,
    selections,
    combinations,
    overlays: [],
    suppressed,
    diagnostics: sortDiagnostics(diagnostics, filesOf(input)),
  };
  return input.isShown ? { ...result, shown: { descriptions, devices } } : result;
};

interface Inputs {
  readonly config: Config;
  readonly descriptions: readonly Description[];
  readonly complete: boolean;
  readonly packages: PackageList | undefined;
  readonly host: Host | undefined;
  /** What was found in what all combinations share. */
  readonly common: readonly Diagnostic[];
}

/** What is found with all combinations. */
interface AllJudged extends Judged {
  /** One of each name. */
  readonly containers: readonly Container[];
  readonly selections: readonly Selection[];
  /** How many there are. */
  readonly combinations: number;
  readonly devices: readonly JudgedDevice[];
}

const NOTHING: AllJudged = { found: [], containers: [], selections: [], combinations: 0, complete: false, devices: [] };

const judgeAll = (input: BuildInput, inputs: Inputs): AllJudged => {
  const classes = tagClasses(inputs.descriptions, inputs.config);
  const count = countOf(classes);
  if (count > MAX_COMBINATIONS) return { ...NOTHING, found: [tooManyCombinations(count, MAX_COMBINATIONS)] };
  const combinations = combinationsOf(classes);
  const select = selector(input, inputs);
  const judge = judgeWith(input, inputs);
  const results = new Map<string, Judged & { readonly of: Combination[] }>();
  const containers = new Map<string, Container>();
  const elements = new Map<string, TaggedElement>();
  const holding = new Map<string, Holding>();
  for (const combination of combinations) {
    const { key, groups } = select(combination);
    const result = results.get(key) ?? { ...judge(groups), of: [] };
    results.set(key, result);
    result.of.push(combination);
    for (const container of groups.flatMap(({ value }) => value.containers)) containers.set(container.name, container);
    for (const selection of groups.flatMap(({ value }) => value.selections)) {
      const { file, line, column } = selection.span;
      const place = `${file}:${line}:${column}`;
      const known = elements.get(place);
      const kept = known?.kept ?? new Set();
      if (selection.kept) kept.add(combination);
      elements.set(place, { selection: known?.selection.kept === true ? known.selection : selection, kept });
    }
    for (const { fix = [], ...told } of result.found) {
      const text = JSON.stringify(told);
      const known = holding.get(text) ?? { told, changes: new Map(), combinations: new Set() };
      known.combinations.add(combination);
      for (const change of fix) known.changes.set(JSON.stringify(change), change);
      holding.set(text, known);
    }
  }
  return {
    found: [...holding.values()].map((each) => named(each, combinations, [...elements.values()])),
    containers: [...containers.values()],
    selections: [...elements.values()].map(({ selection }) => selection),
    combinations: combinations.length,
    complete: [...results.values()].every((each) => each.complete),
    devices: [...results.values()].flatMap(({ device, of }) => (device === undefined ? [] : [{ ...device, combinations: of }])),
  };
};

/** A finding, and the combinations that it holds for. */
interface Holding {
  readonly told: Diagnostic;
  /** What mends it in all of them. */
  readonly changes: Map<string, Change>;
  readonly combinations: Set<Combination>;
}

/** An element with tags, and the combinations that keep it. */
interface TaggedElement {
  readonly selection: Selection;
  readonly kept: Set<Combination>;
}

/** The finding with the names of its combinations. Where it is there exactly because one element is left out, it points at that. */
const named = ({ told, changes, combinations }: Holding, all: readonly Combination[], elements: readonly TaggedElement[]): Diagnostic => {
  const diagnostic = changes.size === 0 ? told : { ...told, fix: [...changes.values()] };
  const names = nameCombinations([...combinations], all);
  if (names === undefined) return diagnostic;
  const near = elements.filter(({ selection }) => selection.span.file === diagnostic.location.file);
  const isCaused = near.some(({ kept }) => kept.size === combinations.size && [...kept].every((each) => combinations.has(each)));
  const [lacking, ...others] = near.filter(
    ({ kept }) => kept.size === all.length - combinations.size && ![...kept].some((each) => combinations.has(each)),
  );
  const isLacking = ABOUT_A_LACK.test(diagnostic.code) && !isCaused && lacking !== undefined && others.length === 0;
  const why = isLacking ? `, which leave out this ${lacking.selection.element}` : "";
  return {
    ...diagnostic,
    message: `${diagnostic.message} (with ${names}${why})`,
    ...(isLacking ? { location: atSpan(lacking.selection.span) } : {}),
  };
};

/** Codes of what something that is left out would mend. */
const ABOUT_A_LACK = /^(?:missing-|start-as-root$|attach-as-root$|no-launcher$)/;

interface Selected {
  /** Equal where all descriptions say the same. */
  readonly key: string;
  readonly groups: readonly Staged<Containers>[];
}

/** Reads the containers of a combination; what a container's descriptions say is read once for all combinations that keep the same of them. */
const selector = ({ options }: BuildInput, { config, descriptions, complete }: Inputs): ((combination: Combination) => Selected) => {
  const names = descriptions.map(({ root }) => root.attributes.find(({ name }) => name === "SandboxName")?.value);
  const groups = [...new Set(names)].map((name) => descriptions.filter((_, index) => names[index] === name));
  const known = groups.map(() => new Map<string, Staged<Containers>>());
  return (combination) => {
    const tags = activeTagsOf(combination);
    const read = groups.map((group, index) => {
      const key = group.map((each) => keptOf(each, config, tags)).join(" ");
      const staged = known[index]?.get(key) ?? readContainers({ descriptions: group, config, tags, options, complete });
      known[index]?.set(key, staged);
      return { key, staged };
    });
    return { key: read.map(({ key }) => key).join("\n"), groups: read.map(({ staged }) => staged) };
  };
};

/** Plans and judges the containers of a combination, as `build` does. */
const judgeWith = ({ rootfs: tarball, options, isShown, profiles = [] }: BuildInput, { config, packages, host, common }: Inputs) => {
  const device = host && {
    plan: overlayPlanner({ ...host, config, options, packages, profiles }),
    view: deviceViewer(host.rootfs),
    check: checker(),
  };
  return (groups: readonly Staged<Containers>[]): Judged => {
    const { found, report, take } = collectFindings();
    const containers = groups.flatMap((group) => take(group).containers);
    const wrong = new Set([...common, ...found].flatMap(({ severity, location }) => (severity === "error" ? [location.file] : [])));
    const sound = soundContainers(containers, [...common, ...found]);
    if (host === undefined || device === undefined || wrong.has(tarball.file) || (wrong.size > 0 && sound.length === 0))
      return { found, complete: false };
    const { plan } = take(addUnits(take(device.plan(sound)), host.rootfs, options));
    report(...judgeLowering(plan));
    const complete = wrong.size === 0 && !hasErrors(found);
    const views = device.view(plan);
    const graphs: LibraryGraphs | undefined = isShown ? new Map() : undefined;
    report(...device.check({ plan, views, rootfs: host.rootfs, config, options }, graphs));
    return { found, complete, ...(graphs === undefined ? {} : { device: { plan, views, graphs } }) };
  };
};
