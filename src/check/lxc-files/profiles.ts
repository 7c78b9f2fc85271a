import type { ContainerFacts } from "../container-facts.ts";
import { readSeccompProfile, type ReadProfile, type SeccompProfile } from "./seccomp-profile.ts";
import { type SettingFile, settingFiles, textOfNode } from "./setting-files.ts";

/** The seccomp profiles of a container, read. */
export const profilesOf = (facts: ContainerFacts): readonly { readonly file: SettingFile; readonly read: ReadProfile }[] =>
  settingFiles(facts, "SeccompProfile").flatMap((file) => {
    const text = textOfNode(facts.host, file.node);
    return text === undefined ? [] : { file, read: readSeccompProfile(text, facts) };
  });

/** Those that LXC can read. */
export const soundProfiles = (facts: ContainerFacts): readonly { readonly file: SettingFile; readonly profile: SeccompProfile }[] =>
  profilesOf(facts).flatMap(({ file, read }) => (read.kind === "profile" ? { file, profile: read.profile } : []));
