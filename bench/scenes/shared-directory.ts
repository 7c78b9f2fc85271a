import { join } from "node:path";
import { OUTPUT } from "../command.ts";
import { bind } from "../inputs/description.ts";
import { madeContainers } from "../inputs/made-container.ts";
import { madeRootfs } from "../inputs/tarballs.ts";
import type { Scene } from "../row.ts";
import type { Scale } from "../scale.ts";
import { subjectOf } from "../subject.ts";

/** Many containers that see one large directory, which the SBOM tells of. */
export const ofSharedDirectory = ({ directory, shared, viewers }: Scale): Scene => {
  const containers = madeContainers(shared, viewers).map((each) => ({
    ...each,
    mounts: [...each.mounts.slice(0, 2), bind("dir", "usr/share")],
  }));
  const { build } = subjectOf(madeRootfs(join(directory, "shared.tar"), shared), containers);
  const split = build("--split -o DIR", { containers: viewers, options: ["--split"], output: join(OUTPUT, "overlays") });
  const layout = build("-o oci:", { containers: viewers, output: `oci:${join(OUTPUT, "layout")}` });
  return {
    rounds: 5,
    rows: [
      { name: "oci-shared", what: `\`-o oci:\`, ${viewers} containers see 100 MB`, unit: "seconds", ours: layout, beside: [split], aim: 2 },
    ],
  };
};
