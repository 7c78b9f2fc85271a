import type { DraftMount } from "./draft.ts";
import { escapeText } from "../parse/escape-xml.ts";

/** An entry of MountPoints as a line of a comment, which somebody may take out of it. */
export const entryLine = ({ type, source, destination, options }: DraftMount): string =>
  `  <Entry type="${type}"><Source>${escapeText(source)}</Source><Destination>${escapeText(destination)}</Destination><Options>${escapeText(options)}</Options></Entry>`;
