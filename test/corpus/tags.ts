import { type Clean, type Fault, type Kind, sound, warning } from "./case.ts";
import { here } from "./description.ts";

const DEBUG = ["version=debug", "RDK_VER=2"];

const variable = (tags: string, text = "A=1"): string => `<Variable ${tags}>${text}</Variable>`;

const limits = (...lines: readonly string[]): readonly string[] => ["<CGroupSettings>", ...lines, "</CGroupSettings>"];

/** An append of APP. */
const append = (name: string, ...lines: readonly string[]): string =>
  [`<CONTAINER SandboxName="APP" APPEND="${name}">`, "<LxcConfig>", ...lines, "</LxcConfig>", "</CONTAINER>"].join("\n");

const FAULTS: readonly Fault[] = [
  warning(
    "unknown-value",
    "impossible-tag-value",
    "config.ini has no such version: the variable is never set",
    { environment: [here(variable('version="relase"'))] },
    { tags: DEBUG, mended: { description: { environment: [variable('version="release"')] } } },
  ),
  warning(
    "star-inside",
    "impossible-tag-value",
    "* is a wildcard at the end of a value only, elsewhere it is a character",
    { environment: [here(variable('version="*bug"'))] },
    { tags: DEBUG },
  ),
  warning(
    "one-of-several",
    "impossible-tag-value",
    "one value of the list is none",
    { environment: [here(variable('version="debug:realease"'))] },
    { tags: DEBUG },
  ),
  warning(
    "blank-in-the-list",
    "impossible-tag-value",
    "blanks belong to the value",
    { environment: [here(variable('version="debug: release"'))] },
    { tags: DEBUG },
  ),
  warning(
    "all-but-all",
    "never-selected",
    "! over all values that there are",
    { environment: [here(variable('version="!debug:release"'))] },
    { tags: DEBUG, mended: { description: { environment: [variable('version="!debug"')] } } },
  ),
  warning(
    "all-but-a-wildcard",
    "never-selected",
    "* stands for every value",
    { environment: [here(variable('version="!*"'))] },
    { tags: DEBUG },
  ),
  warning(
    "group-of-the-other-version",
    "never-selected",
    "a Group's tags hold for what is in it",
    { environment: ['<Group version="release">', here(variable('version="debug"')), "</Group>"] },
    { tags: DEBUG, mended: { description: { environment: ['<Group version="release">', variable('RDK_VER="1.."'), "</Group>"] } } },
  ),
  warning(
    "group-excludes-it",
    "never-selected",
    "what a Group excludes, nothing in it asks for",
    { environment: ['<Group version="!debug">', "<Group>", here(variable('version="debug"')), "</Group>", "</Group>"] },
    { tags: DEBUG },
  ),
  warning(
    "ranges-apart",
    "never-selected",
    "no number is in both ranges",
    { environment: ['<Group RDK_VER="..2">', here(variable('RDK_VER="4.."')), "</Group>"] },
    { tags: DEBUG, mended: { description: { environment: ['<Group RDK_VER="..2">', variable('RDK_VER="2.."'), "</Group>"] } } },
  ),
  warning(
    "element-in-an-element",
    "never-selected",
    "an element goes with the one it stands in",
    { config: ['<CGroupSettings version="debug">', here('<CpuShares version="release">512</CpuShares>'), "</CGroupSettings>"] },
    { tags: DEBUG },
  ),
  warning(
    "three-that-do-not-meet",
    "never-selected",
    "two of them leave nothing of the third",
    {
      environment: [
        '<Group version="!debug">',
        '<Group version="debug:release">',
        here(variable('version="!release"')),
        "</Group>",
        "</Group>",
      ],
    },
    { tags: DEBUG },
  ),
  warning(
    "range-reversed",
    "empty-range",
    "a range that ends before it begins holds no number",
    { environment: [here(variable('RDK_VER="3..1"'))] },
    { tags: DEBUG, mended: { description: { environment: [variable('RDK_VER="1..3"')] } } },
  ),
  warning(
    "tag-misspelt",
    "unknown-attribute",
    "names of tags are case-sensitive: the element counts always",
    { environment: [here(variable('Version="debug"'))] },
    { tags: DEBUG, mended: { description: { environment: [variable('version="debug"')] } } },
  ),
  warning(
    "network-in-rootfs",
    "unknown-element",
    "Network stands in LxcConfig, elsewhere it is ignored",
    { moves: [], mounts: ["</MountPoints>", here('<Network type="none"/>'), "<MountPoints>"] },
    { tags: DEBUG },
  ),
  warning(
    "variable-twice",
    "overridden",
    "lxc_set_environment: putenv(3) of one after the other, the last stays",
    { environment: ["<Variable>LEVEL=1</Variable>", here("<Variable>LEVEL=9</Variable>")] },
    { mended: { description: { environment: ["<Variable>LEVEL=9</Variable>"] } } },
  ),
  warning(
    "variable-of-the-same-version",
    "overridden",
    "both count for debug, and only for debug",
    { environment: ['<Group version="debug">', variable('RDK_VER="2.."', "LEVEL=1"), here("<Variable>LEVEL=9</Variable>"), "</Group>"] },
    { tags: DEBUG },
  ),
  warning(
    "appends-fight",
    "appends-disagree",
    "of two appends the last on the command line counts",
    {},
    {
      beside: [append("BOARD", ...limits("<CpuShares>256</CpuShares>")), append("SOC", ...limits(here("<CpuShares>512</CpuShares>")))],
      mended: {
        beside: [append("BOARD", ...limits("<CpuShares>256</CpuShares>")), append("SOC", ...limits("<CpuShares>256</CpuShares>"))],
      },
    },
  ),
  warning(
    "appends-fight-in-two-places",
    "appends-disagree",
    "MemoryLimit stands in LxcConfig or in CGroupSettings",
    {},
    { beside: [append("BOARD", "<MemoryLimit>64M</MemoryLimit>"), append("SOC", ...limits(here("<MemoryLimit>32M</MemoryLimit>")))] },
  ),
];

const CLEAN: readonly Clean[] = [
  sound(
    "one-of-two",
    "each version has its own value, and exactly one counts",
    {
      config: limits('<MemoryLimit version="debug">64M</MemoryLimit>', '<MemoryLimit version="!debug">32M</MemoryLimit>'),
    },
    { tags: DEBUG },
  ),
  sound(
    "touching-ranges",
    "both ends belong to a range",
    { environment: ['<Group RDK_VER="..3">', variable('RDK_VER="3"'), "</Group>"] },
    { tags: DEBUG },
  ),
  sound(
    "prefixes",
    "a wildcard in a Group, a value of it inside",
    { environment: ['<Group version="d*">', variable('version="debug"'), "</Group>"] },
    { tags: DEBUG },
  ),
  sound(
    "append-over-base",
    "an append replaces what its base sets: that is what it is for",
    { config: limits("<CpuShares>1024</CpuShares>") },
    { beside: [append("BOARD", ...limits("<CpuShares>512</CpuShares>"))] },
  ),
  sound(
    "tags-of-their-own",
    "different tags never contradict each other",
    { environment: ['<Group version="debug">', variable('RDK_VER="2.."'), "</Group>"] },
    { tags: DEBUG },
  ),
  sound(
    "special-after-general",
    "a later variable with a tag replaces the one for all others on purpose",
    { environment: ["<Variable>LEVEL=1</Variable>", variable('version="debug"', "LEVEL=9")] },
    { tags: DEBUG },
  ),
  sound(
    "left-out-now",
    "what is not for this version is for another one",
    { environment: [variable('version="release"', "not a variable")] },
    { tags: DEBUG },
  ),
];

/** Tags and appends, as docs/description.md has them. */
export const TAGS: Kind = { kind: "tags", faults: FAULTS, clean: CLEAN };
