import { capabilitiesOf } from "../check/file-capabilities.ts";
import { isSetgid, isSetuid } from "../linux/set-id.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { Draft } from "./draft.ts";
import { isOwn } from "./package-data.ts";
import type { Subject } from "./subject.ts";

/** What a person has to know of the program's file, and of configuration that the rootfs lacks. */
export const withProgramNotes = (draft: Draft, subject: Subject): Draft => {
  const { program, paths, device } = subject;
  const setid = [...(isSetuid(program.node.mode) ? ["setuid"] : []), ...(isSetgid(program.node.mode) ? ["setgid"] : [])];
  const lacking = paths.filter(
    (path) => /^\/etc\/.*\.conf$/.test(path) && isOwn(subject, path) && lookup(device.host.rootfs, path).kind !== "found",
  );
  const carried = capabilitiesOf(program.node)?.permitted ?? [];
  return {
    ...draft,
    capKeep: [...new Set([...draft.capKeep, ...carried])],
    capNotes: [
      ...draft.capNotes,
      ...(carried.length === 0 ? [] : [`${program.path} carries ${carried.join(", ")}, which the container keeps.`]),
      ...(setid.length === 0
        ? []
        : [
            `To decide: ${program.path} is ${setid.join(" and ")}, and its mount is nosuid, as the security rules want it: it runs with the rights of its user alone, which check warns of. If it needs more, it belongs on the host, or the container's user has to be another one (--user).`,
          ]),
    ],
    mountNotes: [
      ...draft.mountNotes,
      ...lacking.map(
        (path) =>
          `To decide: the program has the name ${path} in it, which the host rootfs does not have. If it needs that file, the device has to have it, and an Entry has to bind it or its directory.`,
      ),
    ],
  };
};
