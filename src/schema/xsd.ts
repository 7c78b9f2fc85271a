import type { Config } from "../model/config.ts";
import type { ElementRule } from "../model/element-rule.ts";
import { wholeFormat } from "./format.ts";
import { type Manual, readManual } from "./manual.ts";
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
export const printXsd = (config: Config): string => {
  const format = wholeFormat();
  const manual = readManual();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...element("xs:schema", { "xmlns:xs": "http://www.w3.org/2001/XMLSchema" }, [
      ...documentation("Descriptions of containers for lxc-overlay, made by lxc-overlay schema."),
      ...declarationOf([ROOT], format, manual),
      ...definitionsBelow([ROOT], format, manual),
      ...tagTypes(config),
    ]),
    "",
  ].join("\n");
};

const ROOT = "CONTAINER";

type Path = readonly string[];

/** `LxcConfig.Rootfs`: the name of a group, and of the type of a text. */
const nameOf = (path: Path): string => (path.length > 1 ? path.slice(1) : path).join(".");

const childrenOf = (rule: ElementRule): readonly (readonly [string, ElementRule])[] => Object.entries(rule.children ?? {});

const declarationOf = (path: Path, rule: ElementRule, manual: Manual): readonly string[] =>
  element("xs:element", { name: path.at(-1) ?? "" }, [
    ...documentation(manual(path)),
    ...element("xs:complexType", {}, rule.text === undefined ? contentOf(path, rule, manual) : textContentOf(path, rule, manual)),
  ]);

const contentOf = (path: Path, rule: ElementRule, manual: Manual): readonly string[] => [
  ...(childrenOf(rule).length === 0 ? [] : anyOf(path)),
  ...attributesOf(path, rule, manual),
];

const anyOf = (path: Path): readonly string[] => element("xs:group", { ref: nameOf(path), minOccurs: "0", maxOccurs: "unbounded" });

const textContentOf = (path: Path, rule: ElementRule, manual: Manual): readonly string[] =>
  element("xs:simpleContent", {}, element("xs:extension", { base: nameOf(path) }, attributesOf(path, rule, manual)));

const attributesOf = (path: Path, rule: ElementRule, manual: Manual): readonly string[] => [
  ...Object.entries(rule.attributes ?? {}).flatMap(([name, form]) =>
    element("xs:attribute", { name, ...(rule.requiredAttributes?.includes(name) === true ? { use: "required" } : {}) }, [
      ...documentation(manual(path, name)),
      ...element("xs:simpleType", {}, attributeType(form)),
    ]),
  ),
  ...element("xs:attributeGroup", { ref: TAGS }),
];

/** The groups and types that the element and those below it ask for. */
const definitionsBelow = (path: Path, rule: ElementRule, manual: Manual): readonly string[] => [
  ...(rule.text === undefined ? [] : element("xs:simpleType", { name: nameOf(path) }, textType(rule.text))),
  ...(childrenOf(rule).length === 0 ? [] : groupsOf(path, rule, manual)),
  ...childrenOf(rule).flatMap(([name, child]) => definitionsBelow([...path, name], child, manual)),
];

const groupsOf = (path: Path, rule: ElementRule, manual: Manual): readonly string[] => {
  const group = `${nameOf(path)}.Group`;
  return [
    ...element("xs:group", { name: nameOf(path) }, [
      ...element("xs:choice", {}, [
        ...childrenOf(rule).flatMap(([name, child]) => declarationOf([...path, name], child, manual)),
        ...element("xs:element", { name: "Group", type: group }, documentation(manual([...path, "Group"]))),
      ]),
    ]),
    ...element("xs:complexType", { name: group }, [...anyOf(path), ...element("xs:attributeGroup", { ref: TAGS })]),
  ];
};
