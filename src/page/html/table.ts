import { type Child, element, type Html } from "./element.ts";

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  /** What it is called in the style. */
  readonly className?: string;
}

/**
 * A table whose rows become blocks on narrow screens. The roles say again what the elements are: with another `display` browsers forget
 * it. The first column names the row.
 */
export const table = <Row>(caption: Child, columns: readonly Column<Row>[], rows: readonly Row[]): Html =>
  element(
    "table",
    { role: "table" },
    element("caption", {}, caption),
    element(
      "thead",
      { role: "rowgroup" },
      element("tr", { role: "row" }, ...columns.map(({ title }) => element("th", { scope: "col", role: "columnheader" }, title))),
    ),
    element(
      "tbody",
      { role: "rowgroup" },
      ...rows.map((row) => element("tr", { role: "row" }, ...columns.map((column, index) => cellOf(column, index === 0, row)))),
    ),
  );

const cellOf = <Row>({ title, cell, className }: Column<Row>, isHead: boolean, row: Row): Html =>
  isHead
    ? element("th", { scope: "row", role: "rowheader", class: className }, cell(row))
    : element("td", { role: "cell", class: className, "data-label": title }, cell(row));
