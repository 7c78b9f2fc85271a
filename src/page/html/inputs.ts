import type { InputRecord } from "../../report/build-record.ts";
import { element, type Html } from "./element.ts";
import { table } from "./table.ts";
import { code } from "./words.ts";

/** What was read: whoever has the same files gets the same page. */
export const inputsSection = (inputs: readonly InputRecord[]): Html =>
  element(
    "section",
    { id: "inputs", "aria-labelledby": "inputs-title" },
    element("h2", { id: "inputs-title" }, "Made from"),
    table(
      "Inputs and their sha256",
      [
        { title: "File", cell: ({ path }) => code(path), className: "name" },
        { title: "What it is", cell: ({ kind }) => kind },
        { title: "sha256", cell: ({ sha256 }) => code(sha256) },
      ],
      inputs,
    ),
  );
