import { lookup } from "../rootfs/lookup.ts";
import { dataBind } from "./binds.ts";
import type { DraftMount } from "./draft.ts";
import { ownedTmpfs } from "./tmpfs.ts";
import { type UnitPart, wordsOf } from "./unit-words.ts";
import { writableDirectory } from "./writable-directory.ts";

/** RuntimeDirectory= and its like (systemd.exec(5)): systemd makes them for the service's user. */
export const withDirectories: UnitPart = (draft, subject, service) => {
  const named = (key: string): readonly string[] =>
    wordsOf(subject, service, key)
      .map((word) => word.split(":")[0] ?? "")
      .filter((path) => path !== "" && !path.includes("%"));
  const made = (key: string, top: string): readonly DraftMount[] =>
    named(key).map((name) => writableDirectory(subject, `${top}/${name}`, `${key} of ${service.name}`));
  const mode = /^0?([0-7]{3})$/.exec(service.get("RuntimeDirectoryMode")?.value ?? "")?.[1] ?? "755";
  return {
    ...draft,
    mounts: [
      ...draft.mounts,
      ...named("RuntimeDirectory").map((name) =>
        ownedTmpfs({
          place: `run/${name}`,
          size: "4M",
          mode: `0${mode}`,
          user: subject.user,
          isInRun: true,
          why: `RuntimeDirectory of ${service.name}`,
        }),
      ),
      ...made("StateDirectory", "/var/lib"),
      ...made("CacheDirectory", "/var/cache"),
      ...made("LogsDirectory", "/var/log"),
      ...named("ConfigurationDirectory")
        .filter((name) => lookup(subject.device.host.rootfs, `/etc/${name}`).kind === "found")
        .map((name) => ({
          ...dataBind("dir", { path: `/etc/${name}`, why: `ConfigurationDirectory of ${service.name}` }),
          isOptional: true as const,
        })),
    ],
  };
};
