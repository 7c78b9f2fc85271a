import type { Config } from "../model/config.ts";
import { documentation, element } from "./markup.ts";
import { literally } from "./regular-expression.ts";
import { matching, oneOfValues, unionOf } from "./value-type.ts";

/** The attributes that every element may have, and their types: the tags of config.ini, in the forms of model/tag-values.ts. */
export const tagTypes = ({ tags, ranges }: Config): readonly string[] => [
  ...[...tags].filter(([name]) => isName(name)).flatMap(([name, values]) => typeOf(name, listType(values), saysList(name, values))),
  ...[...ranges].filter(isName).flatMap((name) => typeOf(name, matching("xs:string", "[0-9]*(\\.\\.[0-9]*)?"), saysRange(name))),
  ...element(
    "xs:attributeGroup",
    { name: TAGS },
    [...tags.keys(), ...ranges].filter(isName).flatMap((name) => element("xs:attribute", { name, type: `tag.${name}` })),
  ),
];

/** The name of the group. */
export const TAGS = "tags";

/** What can't be the name of an attribute stands in no description. */
const isName = (name: string): boolean => /^(?!xml)[A-Za-z_][\w.-]*$/i.test(name);

const typeOf = (name: string, type: readonly string[], says: string): readonly string[] =>
  element("xs:simpleType", { name: `tag.${name}` }, [...documentation(says), ...type]);

/** A value, which editors offer, or a list of them. */
const listType = (values: readonly string[]): readonly string[] => {
  const one = `(${[...values.map(literally), `${beginningOf(values)}\\*`].join("|")})?`;
  return unionOf(oneOfValues("xs:string", values), matching("xs:string", `!?${one}(:${one})*`));
};

/** A pattern of what some value begins with. */
const beginningOf = (values: readonly string[]): string => {
  const rests = new Map<string, readonly string[]>();
  for (const value of values.filter((each) => each !== "")) {
    const first = value.slice(0, 1);
    rests.set(first, [...(rests.get(first) ?? []), value.slice(1)]);
  }
  const branches = [...rests].map(([first, more]) => literally(first) + beginningOf(more));
  return branches.length === 0 ? "" : `(${branches.join("|")})?`;
};

const saysList = (name: string, values: readonly string[]): string =>
  `Tag: the element counts if ${name} has this value.\nValues: ${values.join(", ")}. ` +
  "Several are separated by colons, * stands for any end of a value, ! before all is for every other value.";

const saysRange = (name: string): string =>
  `Tag: the element counts if ${name} is this number.\nValue: a number from 0 on, or a range: 1..3, ..3, 1.. or ..`;
