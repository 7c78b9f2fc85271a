import { hasHostSource } from "../../plan/mount-kind.ts";
import type { Mount } from "../../plan/mount.ts";
import { normalizePath } from "../../linux/path-spelling.ts";
import { lookup, pathOf } from "../../rootfs/lookup.ts";
import { isUnder } from "../../rootfs/paths.ts";
import { commandsOf, servicesOf, type Service } from "../../rootfs/services.ts";
import { tmpfilesPaths } from "../../rootfs/tmpfiles.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** What lies on a tmpfs is made anew at each boot; who makes it may be a program. */
export const madeByNobody: ContainerRule<"made-by-nobody"> = {
  kind: "container",
  code: "made-by-nobody",
  severity: "hint",
  title: "Nothing in the host rootfs is known to make a directory that a container mounts.",
  judge: (context) => {
    const sources = context.plan.mounts.filter((mount) => isMadeLater(context, mount));
    const services = sources.length === 0 ? [] : servicesOf(context.before);
    return sources
      .filter(({ source }) => !isMade(context, services, realPath(context, source)))
      .map((mount) => ({
        location: locationOf(context, mount),
        message: `nothing in the host rootfs is known to make ${mount.source}: the container starts only where it is there`,
        help: `a line of tmpfiles.d(5) makes it at boot: d ${mount.source} 0755 ${context.plan.launcher?.start.userName ?? "root"} - -`,
      }));
  },
};

/** Sockets and files are made by whoever serves them. */
const isMadeLater = (context: ContainerContext, mount: Mount): boolean => {
  const isSought = mount.kind === "logging" || (mount.kind === "entry" && isUnder(realPath(context, mount.source), "run"));
  const isDirectory = context.plan.rootfs?.tree.get(mount.place)?.type === "directory";
  return (
    isSought &&
    isDirectory &&
    hasHostSource(mount) &&
    mount.host === undefined &&
    mount.inside === undefined &&
    !mount.options.includes("optional")
  );
};

const realPath = ({ before }: ContainerContext, path: string): string => pathOf(lookup(before, path)) ?? normalizePath(path);

const isMade = (context: ContainerContext, services: readonly Service[], path: string): boolean =>
  path === "run" ||
  tmpfilesPaths(context.before).some((each) => isUnder(realPath(context, each), path)) ||
  services.some((service) => makes(service, path));

/** systemd.exec(5), RuntimeDirectory= and the like; or a command that names it. */
const makes = (service: Service, path: string): boolean =>
  Object.entries(DIRECTORIES).some(([key, parent]) =>
    service.all(key).some(({ value }) => value.split(/\s+/).some((name) => isUnder(`${parent}/${name.split(":")[0]}`, path))),
  ) || commandsOf(service).some(({ setting }) => setting.value.includes(`/${path}`) || setting.value.includes(`/var/${path}`));

const DIRECTORIES: Readonly<Record<string, string>> = {
  RuntimeDirectory: "run",
  StateDirectory: "var/lib",
  CacheDirectory: "var/cache",
  LogsDirectory: "var/log",
};
