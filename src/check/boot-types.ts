import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { ancestorsOf } from "../rootfs/paths.ts";
import { type Service, unitsOf } from "../rootfs/services.ts";
import { type MadePath, tmpfilesMade } from "../rootfs/tmpfiles.ts";
import { directoriesOf, realSource } from "./made-at-boot.ts";

/** What a boot makes at a path, and who does. */
export interface BootType {
  readonly isDirectory: boolean;
  readonly maker: string;
}

/**
 * Tells what a boot makes at a real path, as far as the host's tmpfiles.d(5) and units say it (systemd.exec(5), RuntimeDirectory=;
 * systemd.socket(5), ListenStream=). Undefined where nothing does, and where they do not agree.
 */
export const bootTypesOf = (host: HostRootfs, services: readonly Service[]): ((path: string) => BootType | undefined) => {
  const types = new Map<string, BootType | undefined>();
  const add = (path: string, made: BootType | undefined): void => {
    const known = types.get(path);
    types.set(path, !types.has(path) || known?.isDirectory === made?.isDirectory ? (known ?? made) : undefined);
  };
  const made = [...tmpfilesMade(host).map(byTmpfiles), ...services.flatMap(byService), ...unitsOf(host, "socket").flatMap(bySocket)];
  for (const { path, type, maker } of made) {
    const real = realSource(host, path);
    add(real, type === "unknown" ? undefined : { isDirectory: type === "directory", maker });
    for (const above of ancestorsOf(real)) add(above, { isDirectory: true, maker });
  }
  return (path) => types.get(path);
};

interface Made extends MadePath {
  readonly maker: string;
}

const byTmpfiles = (made: MadePath): Made => ({ ...made, maker: "tmpfiles.d" });

const byService = (service: Service): readonly Made[] =>
  directoriesOf(service)
    .filter((path) => !path.includes("%"))
    .map((path) => ({ path, type: "directory", maker: service.name }));

const bySocket = (unit: Service): readonly Made[] =>
  LISTENING.flatMap((key) => unit.all(key))
    .filter(({ value }) => value.startsWith("/") && !value.includes("%"))
    .map(({ value }) => ({ path: value, type: "file", maker: unit.name }));

const LISTENING = ["ListenStream", "ListenDatagram", "ListenSequentialPacket", "ListenFIFO"];
