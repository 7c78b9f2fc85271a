import type { GraphFile, LibraryGraph } from "../check/library-graph.ts";

/** A file in a row of its own, and the rows of what it needs. */
export interface GraphRow {
  readonly file: GraphFile;
  readonly needs: readonly number[];
}

/** The rows of a graph: a file stands above what it needs, as far as needs go in no circle. */
export const graphRows = (graph: LibraryGraph): readonly GraphRow[] => {
  const byPath = new Map(graph.map((file) => [file.path, file]));
  const done = new Set<string>();
  const order: GraphFile[] = [];
  // What is finished last needs all others. A stack of its own: a chain of needs may be long.
  for (const root of [...graph].reverse()) {
    const stack = [{ file: root, next: root.needs.length }];
    if (done.has(root.path)) continue;
    done.add(root.path);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      top.next -= 1;
      const need = byPath.get(top.file.needs[top.next] ?? "");
      if (top.next < 0) {
        order.push(top.file);
        stack.pop();
      } else if (need !== undefined && !done.has(need.path)) {
        done.add(need.path);
        stack.push({ file: need, next: need.needs.length });
      }
    }
  }
  order.reverse();
  const rowOf = new Map(order.map((file, row) => [file.path, row]));
  return order.map((file) => ({ file, needs: file.needs.flatMap((path) => rowOf.get(path) ?? []) }));
};
