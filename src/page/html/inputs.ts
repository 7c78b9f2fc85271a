import type { InputRecord } from "../../report/build-record.ts";
import type { Html } from "./element.ts";
import { section } from "./frame.ts";
import { table } from "./table.ts";
import { code } from "./words.ts";

/** What was read: whoever has the same files gets the same page. */
export const inputsSection = (inputs: readonly InputRecord[]): Html =>
  section(
    "inputs",
    "Made from",
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
