import type { LibraryGraph } from "../../check/library-graph.ts";
import { type GraphRow, graphRows } from "../graph-layout.ts";
import { type Child, element, type Html } from "./element.ts";
import { part } from "./part.ts";
import { table } from "./table.ts";
import { code, counted } from "./words.ts";

/** A larger graph is no picture any more: its table tells. */
const MAX_DRAWN = 150;

/** What a container's programs load: drawn, and the same as a table. */
export const graphPart = (container: string, id: string, graph: LibraryGraph): Child => {
  const title = "What its programs load";
  if (graph.length === 0) return part(title, element("p", { class: "none" }, "Nothing that a loader loads."));
  const rows = graphRows(graph);
  const lacking = graph.filter(({ kind }) => kind === "missing");
  const summary = `${counted(graph.length, "file")}${lacking.length === 0 ? "" : `, ${lacking.length} missing`}`;
  return part(
    title,
    element(
      "details",
      { open: lacking.length > 0 ? true : undefined },
      element("summary", {}, summary),
      rows.length > MAX_DRAWN ? undefined : drawing(container, id, rows),
      element("details", {}, element("summary", {}, "As a table"), needsTable(container, rows)),
    ),
  );
};

const needsTable = (container: string, rows: readonly GraphRow[]): Html =>
  table(
    `What the programs of ${container} load, and who needs it`,
    [
      { title: "File", cell: ({ file }) => code(labelOf(file.path)), className: "name" },
      { title: "It is", cell: ({ file }) => KINDS[file.kind], className: "kind" },
      { title: "It needs", cell: ({ needs }) => (needs.length === 0 ? "nothing" : namesOf(needs, rows)) },
    ],
    rows,
  );

const KINDS: Readonly<Record<GraphRow["file"]["kind"], string>> = {
  program: "program",
  interpreter: "loader",
  library: "library",
  missing: "missing",
  unknown: "known to the device",
};

const namesOf = (needs: readonly number[], rows: readonly GraphRow[]): string =>
  needs.map((row) => baseName(rows[row]?.file.path ?? "")).join(", ");

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const labelOf = (path: string): string => (path.includes("/") ? `/${path}` : path);

const ROW = 20;
/** Where names begin; the arcs stand before it. */
const LEFT = 96;
const WIDTH = 360;
/** What fits beside the arcs. */
const MAX_LABEL = 34;

/** One row a file, an arc from each to what it needs. */
const drawing = (container: string, id: string, rows: readonly GraphRow[]): Html => {
  const height = rows.length * ROW + ROW / 2;
  return element(
    "figure",
    {},
    element(
      "svg",
      {
        class: "graph",
        role: "img",
        viewBox: `0 0 ${WIDTH} ${height}`,
        width: WIDTH,
        height,
        "aria-labelledby": `${id}-graph ${id}-graph-text`,
      },
      element("title", { id: `${id}-graph` }, `What the programs of ${container} load`),
      element("desc", { id: `${id}-graph-text` }, `One row a file, an arc from each down to what it needs; the table below says the same.`),
      ...rows.map((row, index) => rowOf(row, index, rows.length)),
    ),
  );
};

const rowOf = ({ file, needs }: GraphRow, index: number, count: number): Html => {
  const y = middleOf(index);
  const name = baseName(file.path);
  return element(
    "g",
    { class: file.kind },
    element("title", {}, `${labelOf(file.path)}: ${KINDS[file.kind]}`),
    ...needs.map((row) => element("path", { d: arc(index, row, count) })),
    element("circle", { cx: LEFT, cy: y, r: 3 }),
    element("text", { x: LEFT + 10, y: y + 4 }, name.length > MAX_LABEL ? `${name.slice(0, MAX_LABEL - 1)}…` : name),
  );
};

const middleOf = (row: number): number => row * ROW + ROW / 2 + 4;

/** A bow to the left, the wider the farther; it ends at the dot of what is needed. */
const arc = (from: number, to: number, count: number): string => {
  const reach = 14 + Math.round(((BOW - 14) * Math.abs(to - from)) / Math.max(1, count - 1));
  const x = LEFT - 3;
  return `M${x} ${middleOf(from)}C${x - reach} ${middleOf(from)} ${x - reach} ${middleOf(to)} ${x} ${middleOf(to)}`;
};

/** A curve comes three quarters of the way to its control points. */
const BOW = Math.floor((LEFT - 8) / 0.75);
