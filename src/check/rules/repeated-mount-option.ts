import type { Mount } from "../../plan/mount.ts";
import { MOUNT_WORDS } from "../../plan/mount-words.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** LXC and the kernel go through the options in their order. */
export const repeatedMountOption: ContainerRule<"repeated-mount-option"> = {
  kind: "container",
  code: "repeated-mount-option",
  severity: "warning",
  title: "An option and its opposite, or one option with two values: the last one counts.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) =>
      contradictions(mount).map(({ first, last }) => ({
        location: locationOfPart(context, mount, "options"),
        message: `${mount.destination}: of ${first} and ${last} the last one counts`,
        help: `remove ${first}, or ${last} if that one is not meant`,
      })),
    ),
};

interface Contradiction {
  readonly first: string;
  readonly last: string;
}

const contradictions = ({ options }: Mount): readonly Contradiction[] =>
  [...new Set(options.map(subjectOf))].flatMap((subject) => {
    const about = [...new Set([...options].reverse().filter((option) => subjectOf(option) === subject))];
    const [last, first] = about;
    return first === undefined || last === undefined ? [] : [{ first, last }];
  });

/** What an option decides about: ro and rw the same. Each `lowerdir+=` of an overlay adds one: Documentation/filesystems/overlayfs.rst. */
const subjectOf = (option: string): string =>
  MOUNT_WORDS.find(({ word }) => word === option)?.flag ?? /^[^=]*[^+=](?==)/.exec(option)?.[0] ?? option;
