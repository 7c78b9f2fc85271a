import { atSpan } from "../../diagnostics/diagnostic.ts";
import type { ContainerRule } from "../rule.ts";

/** Dobby rewrites config.json when it starts a bundle, and keeps the one it found as config-dobby.json beside it. */
export const dobbyWritesBundle: ContainerRule<"dobby-writes-bundle"> = {
  kind: "container",
  code: "dobby-writes-bundle",
  severity: "warning",
  title: "Dobby writes into the directory of its bundle, which is on a read-only rootfs.",
  judge: ({ plan: { bundle, target, span, name } }) =>
    bundle?.readOnlyHost === true && target === "dobby"
      ? [
          {
            location: atSpan(span),
            message: `Dobby writes into /container/${name}, which the read-only rootfs of the device does not let it`,
            help: `copy /container/${name}/config.json into a directory that can be written, and start that: its root has an absolute path; Dbus and Loopback fail all the same`,
          },
        ]
      : [],
};
