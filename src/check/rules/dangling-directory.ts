import type { Mount } from "../../plan/mount.ts";
import { hasHostSource } from "../../plan/mount-kind.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { joinPath, parentOf } from "../../rootfs/paths.ts";
import { isUnknown } from "../../view/container-view.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/** As /etc/ssl/certs of ca-certificates, whose links lead to /usr/share. A directory with anything else in it may be of use. */
export const danglingDirectory: ContainerRule<"dangling-directory"> = {
  kind: "container",
  code: "dangling-directory",
  severity: "warning",
  title: "A mounted directory of symlinks, all of which lead to what the container lacks.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) => {
      const targets = hasHostSource(mount) ? danglingTargets(context, mount) : [];
      const [first] = targets;
      if (first === undefined) return [];
      const directories = [...new Set(targets.map(parentOf))].map((each) => `/${each}`);
      return [
        {
          location: locationOf(context, mount),
          message: `all that ${mount.destination} shows are symlinks to what the container lacks, like /${first}`,
          help: `add a MountPoints entry for ${directories.slice(0, 3).join(", ")}, to which they lead`,
        },
      ];
    }),
};

/** Where on the host the symlinks of a mounted directory lead; none where one name of it is something else, or leads to something in the container. */
const danglingTargets = ({ host, view }: ContainerContext, { host: directory, place }: Mount): readonly string[] => {
  if (directory === undefined || host.nodes.get(directory)?.type !== "directory") return [];
  const targets: string[] = [];
  for (const name of host.nodes.namesIn(directory)) {
    const path = joinPath(directory, name);
    const onHost = host.nodes.get(path)?.type === "symlink" ? lookup(host, path) : undefined;
    if (onHost?.kind !== "found") return [];
    const inContainer = lookup(view.rootfs, joinPath(place, name));
    if (inContainer.kind !== "missing" || isUnknown(view, inContainer.path)) return [];
    targets.push(onHost.node.path);
  }
  return targets;
};
