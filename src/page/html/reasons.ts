import type { Reason } from "../reason.ts";
import { badge, code } from "./words.ts";
import { type Child, element } from "./element.ts";

/** What asked for something: its place in a description, and the element that stands there. */
export const reasonList = (reasons: readonly Reason[]): Child => unique(reasons).map(one);

const one = ({ text, place, xml, tags }: Reason): Child =>
  element(
    "div",
    { class: "reason" },
    place === undefined ? text : element("span", { class: "place" }, place),
    xml === undefined ? (place === undefined ? undefined : [" ", text]) : [" ", code(xml)],
    tags === undefined ? undefined : [" ", element("span", { class: "tags" }, tags)],
  );

const unique = (reasons: readonly Reason[]): readonly Reason[] => [
  ...new Map(reasons.map((each) => [JSON.stringify(each), each])).values(),
];

/** With which tags alone something is there. */
export const onlyBadge = (only: string | undefined): Child => (only === undefined ? undefined : [" ", badge(`only with ${only}`, "only")]);
