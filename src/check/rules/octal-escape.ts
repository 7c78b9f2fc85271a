import { writeValue } from "../../diagnostics/fix.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** getmntent(3); lxc.conf gets the escapes that a path needs from us. */
export const octalEscape: ContainerRule<"octal-escape"> = {
  kind: "container",
  isOfLxc: true,
  code: "octal-escape",
  severity: "warning",
  title: "An octal escape as in fstab(5) in a Destination, which is taken as it stands.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) => {
      const [escape = ""] = ESCAPE.exec(mount.destination) ?? [];
      const meant = MEANT[escape];
      if (meant === undefined) return [];
      const location = locationOfPart(context, mount, "destination");
      return [
        {
          location,
          message: `${mount.destination} is mounted under a name with ${escape} in it, as it stands`,
          help: writeValue(
            location,
            meant.character,
            `write ${meant.name}: what a mount entry needs to be escaped is escaped for you`,
            escape,
          ),
        },
      ];
    }),
};

const ESCAPE = /\\(?:040|011|134|043)/;

const MEANT: Readonly<Record<string, { readonly character: string; readonly name: string }>> = {
  "\\040": { character: " ", name: "a blank" },
  "\\011": { character: "\t", name: "the character itself" },
  "\\134": { character: "\\", name: "a single backslash" },
  "\\043": { character: "#", name: "#" },
};
