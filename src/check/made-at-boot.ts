import { normalizePath } from "../linux/path-spelling.ts";
import { hasHostSource } from "../plan/mount-kind.ts";
import type { Mount } from "../plan/mount.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup, pathOf } from "../rootfs/lookup.ts";
import { isUnder } from "../rootfs/paths.ts";
import { commandsOf, type Service } from "../rootfs/services.ts";
import { tmpfilesPaths } from "../rootfs/tmpfiles.ts";

/** The real path of what a source names on the host, be it there or not. */
export const realSource = (host: HostRootfs, source: string): string => pathOf(lookup(host, source)) ?? normalizePath(source);

/** Whether a mount shows a directory of the host that its rootfs lacks and that a boot has to make. Sockets and files are made by whoever serves them. */
export const isMadeLater = (host: HostRootfs, { rootfs }: Pick<ContainerPlan, "rootfs">, mount: Mount): boolean => {
  const isSought = mount.kind === "logging" || (mount.kind === "entry" && isVolatile(realSource(host, mount.source)));
  return (
    isSought &&
    rootfs?.tree.get(mount.place)?.type === "directory" &&
    hasHostSource(mount) &&
    mount.host === undefined &&
    mount.inside === undefined &&
    !mount.options.includes("optional")
  );
};

/** Whether a real path lies where each boot begins with nothing: file-hierarchy(7); /var/volatile is the Yocto Project's. */
export const isVolatile = (path: string): boolean => VOLATILE.some((directory) => path !== directory && isUnder(path, directory));

const VOLATILE = ["run", "tmp", "var/tmp", "var/volatile", "dev/shm"];

/** Tells whether something of a host is known to make a directory, given by its real path: tmpfiles.d(5), or one of these services. */
export const madeAtBoot = (host: HostRootfs, services: readonly Service[]): ((path: string) => boolean) => {
  const made = tmpfilesPaths(host).map((path) => realSource(host, path));
  return (path) => made.some((each) => isUnder(each, path)) || services.some((service) => makes(service, path));
};

const makes = (service: Service, path: string): boolean =>
  directoriesOf(service).some((made) => isUnder(made, path)) ||
  commandsOf(service).some(({ setting }) => setting.value.includes(`/${path}`) || setting.value.includes(`/var/${path}`));

/** The directories that systemd makes for a service, without a leading slash: systemd.exec(5), RuntimeDirectory= and the like. */
export const directoriesOf = (service: Service): readonly string[] =>
  Object.entries(DIRECTORIES).flatMap(([key, parent]) =>
    service.all(key).flatMap(({ value }) => value.split(/\s+/).map((name) => `${parent}/${name.split(":")[0]}`)),
  );

const DIRECTORIES: Readonly<Record<string, string>> = {
  RuntimeDirectory: "run",
  StateDirectory: "var/lib",
  CacheDirectory: "var/cache",
  LogsDirectory: "var/log",
};
