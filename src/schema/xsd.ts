import type { Config } from "../model/config.ts";
import type { ElementRule } from "../model/element-rule.ts";
import { FORMAT } from "./format.ts";
import { textOf } from "./manual.ts";
import { documentation, element } from "./markup.ts";
import { TAGS, tagTypes } from "./tag-types.ts";
import { attributeType, textType } from "./value-type.ts";

/**
 * A schema of descriptions, XSD 1.0, for editors: the elements, attributes and values of the model's table, the tags of a config.ini, and what
 * the manual says of each. It takes what `check` takes, and can't say what hangs on more than one place: how often a setting may stand, and
 * which of two exclude each other.
 *
 * Each element that holds others has a group of its own with what may stand in it, which a Group within it holds as well. A text has a type of
 * its own, so that a validator's message names its element.
 */
export const printXsd = (config: Config): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...element("xs:schema", { "xmlns:xs": "http://www.w3.org/2001/XMLSchema" }, [
      ...documentation("Descriptions of containers for lxc-overlay, made by lxc-overlay schema."),
      ...declarationOf([ROOT], FORMAT),
      ...definitionsBelow([ROOT], FORMAT),
      ...tagTypes(config),
    ]),
    "",
  ].join("\n");

const ROOT = "CONTAINER";

type Path = readonly string[];

/** `LxcConfig.Rootfs`: the name of a group, and of the type of a text. */
const nameOf = (path: Path): string => (path.length > 1 ? path.slice(1) : path).join(".");

const childrenOf = (rule: ElementRule): readonly (readonly [string, ElementRule])[] => Object.entries(rule.children ?? {});

const declarationOf = (path: Path, rule: ElementRule): readonly string[] =>
  element("xs:element", { name: path.at(-1) ?? "" }, [
    ...documentation(textOf(path)),
    ...element("xs:complexType", {}, rule.text === undefined ? contentOf(path, rule) : textContentOf(path, rule)),
  ]);

const contentOf = (path: Path, rule: ElementRule): readonly string[] => [
  ...(childrenOf(rule).length === 0 ? [] : anyOf(path)),
  ...attributesOf(path, rule),
];

const anyOf = (path: Path): readonly string[] => element("xs:group", { ref: nameOf(path), minOccurs: "0", maxOccurs: "unbounded" });

const textContentOf = (path: Path, rule: ElementRule): readonly string[] =>
  element("xs:simpleContent", {}, element("xs:extension", { base: nameOf(path) }, attributesOf(path, rule)));

const attributesOf = (path: Path, rule: ElementRule): readonly string[] => [
  ...Object.entries(rule.attributes ?? {}).flatMap(([name, form]) =>
    element("xs:attribute", { name, ...(rule.requiredAttributes?.includes(name) === true ? { use: "required" } : {}) }, [
      ...documentation(textOf(path, name)),
      ...element("xs:simpleType", {}, attributeType(form)),
    ]),
  ),
  ...element("xs:attributeGroup", { ref: TAGS }),
];

/** The groups and types that the element and those below it ask for. */
const definitionsBelow = (path: Path, rule: ElementRule): readonly string[] => [
  ...(rule.text === undefined ? [] : element("xs:simpleType", { name: nameOf(path) }, textType(rule.text))),
  ...(childrenOf(rule).length === 0 ? [] : groupsOf(path, rule)),
  ...childrenOf(rule).flatMap(([name, child]) => definitionsBelow([...path, name], child)),
];

const groupsOf = (path: Path, rule: ElementRule): readonly string[] => {
  const group = `${nameOf(path)}.Group`;
  return [
    ...element("xs:group", { name: nameOf(path) }, [
      ...element("xs:choice", {}, [
        ...childrenOf(rule).flatMap(([name, child]) => declarationOf([...path, name], child)),
        ...element("xs:element", { name: "Group", type: group }, documentation(textOf([...path, "Group"]))),
      ]),
    ]),
    ...element("xs:complexType", { name: group }, [...anyOf(path), ...element("xs:attributeGroup", { ref: TAGS })]),
  ];
};
