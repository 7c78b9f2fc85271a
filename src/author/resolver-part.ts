import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { dataBind } from "./binds.ts";
import type { Draft } from "./draft.ts";
import { entryLine } from "./entry-line.ts";
import type { Subject } from "./subject.ts";

/** Files of name resolution: resolv.conf(5), hosts(5). What the rootfs has of them is read by a program that has their paths or asks the C library for hosts; of what only the device makes, a comment tells. */
export const withResolver = (draft: Draft, { device, paths, text }: Subject): Draft => {
  const { rootfs } = device.host;
  const asked = FILES.filter((path) => paths.includes(path) || ASKING.test(text));
  const there = asked.filter((path) => isFile(rootfs, path));
  const absent = asked.filter((path) => !there.includes(path));
  return {
    ...draft,
    mounts: [...draft.mounts, ...there.map((path) => dataBind("file", { path, why: WHY }))],
    mountNotes: [...draft.mountNotes, ...(absent.length === 0 ? [] : [noteOf(rootfs, absent)])],
  };
};

const FILES: readonly string[] = ["/etc/resolv.conf", "/etc/hosts"];

const WHY = "read to resolve names";

/** Names of dynamic symbols: getaddrinfo(3), gethostbyname(3), resolver(3). */
const ASKING = /\0(?:getaddrinfo|gethostbyname\w*|(?:__)?res_\w+)\0/;

const isFile = (rootfs: HostRootfs, path: string): boolean => {
  const found = lookup(rootfs, path);
  return found.kind === "found" && found.node.type === "file";
};

const noteOf = (rootfs: HostRootfs, paths: readonly string[]): string => {
  const said = paths.map((path) => {
    const link = lookup(rootfs, path, { followLast: false });
    return link.kind === "found" && link.node.type === "symlink" ? `${path} is a symlink to ${link.node.target}` : `there is no ${path}`;
  });
  return [
    `To decide: it reads ${paths.join(" and ")} to resolve names; in the host rootfs ${said.join(", and ")}. What the device makes belongs here, if it is there before the container starts:`,
    ...paths.map((path) => {
      const bind = dataBind("file", { path, why: WHY });
      return entryLine({ ...bind, options: `${bind.options},optional,create=file` });
    }),
  ].join("\n");
};
