import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LibraryGraph } from "../../src/check/library-graph.ts";
import { graphRows } from "../../src/page/graph-layout.ts";

const graphOf = (edges: readonly (readonly [number, number])[], size: number): LibraryGraph =>
  Array.from({ length: size }, (_, index) => ({
    path: `f${index}`,
    kind: index === 0 ? "program" : "library",
    needs: [...new Set(edges.filter(([from]) => from === index).map(([, to]) => `f${to}`))],
  }));

const SIZE = 12;
const NUMBER = fc.nat(SIZE - 1);

describe("the rows of a graph", () => {
  it("have every file once, with the rows of what it needs", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(NUMBER, NUMBER)), (edges) => {
        const graph = graphOf(edges, SIZE);
        const rows = graphRows(graph);
        expect(rows.map(({ file }) => file.path).toSorted()).toEqual(graph.map(({ path }) => path).toSorted());
        for (const { file, needs } of rows) expect(needs.map((row) => rows[row]?.file.path)).toEqual(file.needs);
      }),
    );
  });

  it("stand above what they need, where needs go in no circle", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(NUMBER, NUMBER)), (edges) => {
        const rows = graphRows(
          graphOf(
            edges.filter(([from, to]) => from < to).map(([from, to]) => [from, to]),
            SIZE,
          ),
        );
        rows.forEach(({ needs }, index) => expect(needs.every((row) => row > index)).toBe(true));
      }),
    );
  });

  it("begin with the first program", () => {
    const edges = [
      [0, 2],
      [1, 2],
      [1, 3],
    ] as const;
    expect(graphRows(graphOf(edges, 4)).map(({ file }) => file.path)[0]).toBe("f0");
  });

  it("are made of a chain of any length", () => {
    const size = 20_000;
    expect(graphRows(graphOf([], 0))).toEqual([]);
    const chain: LibraryGraph = Array.from({ length: size }, (_, index) => ({
      path: `f${index}`,
      kind: "library",
      needs: index + 1 < size ? [`f${index + 1}`] : [],
    }));
    expect(graphRows(chain)).toHaveLength(size);
  });
});
