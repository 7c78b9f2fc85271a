import type { Config } from "../model/config.ts";
import { documentation, element } from "./markup.ts";
import { literally } from "./regular-expression.ts";
import { matching, oneOfValues, unionOf } from "./value-type.ts";

/** The attributes that every element may have, and their types: the tags of config.ini, in the forms of model/tag-values.ts. */
export const tagTypes = (config: Config): readonly string[] => {
  const all = [...listTags(config), ...rangeTags(config)].filter(({ name }) => isName(name));
  const attributes = all.flatMap(({ name, says }) => element("xs:attribute", { name, type: typeName(name) }, documentation(says)));
  return [
    ...all.flatMap(({ name, type }) => element("xs:simpleType", { name: typeName(name) }, type)),
    ...element("xs:attributeGroup", { name: TAGS }, attributes),
  ];
};

interface Tag {
  readonly name: string;
  readonly type: readonly string[];
  readonly says: string;
}

const listTags = ({ tags }: Config): readonly Tag[] =>
  [...tags].map(([name, values]) => ({ name, type: listType(values), says: saysList(name, values) }));

const rangeTags = ({ ranges }: Config): readonly Tag[] =>
  [...ranges].map((name) => ({ name, type: matching("xs:string", "[0-9]*(\\.\\.[0-9]*)?"), says: saysRange(name) }));

const typeName = (name: string): string => `tag.${name}`;

/** The name of the group. */
export const TAGS = "tags";

/** What can't be the name of an attribute stands in no description. */
const isName = (name: string): boolean => /^(?!xml)[A-Za-z_][\w.-]*$/i.test(name);

/** A value, which editors offer, or a list of them. Of values longer than anybody writes, every beginning is taken. */
const listType = (values: readonly string[]): readonly string[] => {
  const beginning = values.every(({ length }) => length <= LONGEST) ? beginningOf(values) : "[^:]*";
  const one = `(${[...values.map(literally), `${beginning}\\*`].join("|")})?`;
  return unionOf(oneOfValues("xs:string", values), matching("xs:string", `!?${one}(:${one})*`));
};

const LONGEST = 64;

/** A pattern of what some value begins with. */
const beginningOf = (values: readonly string[]): string => {
  const rests = new Map<string, readonly string[]>();
  for (const [first, ...rest] of values) if (first !== undefined) rests.set(first, [...(rests.get(first) ?? []), rest.join("")]);
  const branches = [...rests].map(([first, more]) => literally(first) + beginningOf(more));
  return branches.length === 0 ? "" : `(${branches.join("|")})?`;
};

const saysList = (name: string, values: readonly string[]): string =>
  `Tag: the element counts if ${name} has this value.\n\nValues: ${values.join(", ")}. ` +
  "Several are separated by colons, `*` stands for any end of a value, `!` before all is for every other value.";

const saysRange = (name: string): string =>
  `Tag: the element counts if ${name} is this number.\n\nValue: a number from 0 on, or a range: ${RANGES.map((each) => `\`${each}\``).join(", ")}.`;

const RANGES: readonly string[] = ["1..3", "..3", "1..", ".."];
