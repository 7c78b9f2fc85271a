import type { Need } from "../loader/loaded.ts";
import type { ContainerContext } from "./container-context.ts";
import type { Start } from "./starts.ts";

/** What the programs of a container load when they start, and what needs what: each file before what it is the first to need. */
export type LibraryGraph = readonly GraphFile[];

export interface GraphFile {
  /** Its real path in the container, without a leading slash; the name of what is missing, or only known to the running device. */
  readonly path: string;
  readonly kind: "program" | "interpreter" | "library" | "missing" | "unknown";
  /** Paths of other files of the graph. */
  readonly needs: readonly string[];
}

/** What its launcher's commands load; where it has none, what all that looks like a program loads. */
export const libraryGraph = ({ starts, closure }: ContainerContext): LibraryGraph => {
  const commanded = starts();
  const files = new Map<string, GraphFile & { readonly needs: string[] }>();
  const add = (path: string, kind: GraphFile["kind"]): string[] => {
    const known = files.get(path) ?? { path, kind, needs: [] };
    files.set(path, known);
    return known.needs;
  };
  for (const start of commanded.length > 0 ? commanded : closure().starts) {
    add(start.running.main.node.path, "program");
    for (const { need, kind } of needsOf(start)) {
      const { resolution, by, name } = need;
      const needs = add(by.node.path, "library");
      const path = resolution.kind === "found" ? resolution.node.path : name;
      add(path, resolution.kind === "found" ? kind : resolution.kind);
      if (path !== by.node.path && !needs.includes(path)) needs.push(path);
    }
  }
  return [...files.values()];
};

interface NeedOfKind {
  readonly need: Need;
  readonly kind: "interpreter" | "library";
}

const needsOf = ({ interpreter, linked: [first] }: Start): readonly NeedOfKind[] => [
  { need: interpreter, kind: "interpreter" },
  ...[...(first?.preloads ?? []), ...(first?.needs ?? [])].map((need) => ({ need, kind: "library" }) as const),
];
