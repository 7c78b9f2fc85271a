import { dialectFrom } from "../../plan/plan-context.ts";
import { isListed } from "../../rootfs/paths.ts";
import type { ContainerFacts } from "../container-facts.ts";
import { type Included, readInclude } from "./read-include.ts";
import { type SettingFile, settingFiles } from "./setting-files.ts";

/** A file of LxcInclude, and what it says. */
export interface IncludedFile extends SettingFile {
  readonly included: Included;
}

/** The files of LxcInclude, read; none for LXC 2.0, which compares beginnings of keys only, and so takes most. */
export const includedFiles = (facts: ContainerFacts): readonly IncludedFile[] => {
  if (!dialectFrom(facts.dialect, "3.0")) return [];
  const reader = { host: facts.host, mayAppear: (path: string): boolean => isListed(`/${path}`, facts.config.writable) };
  return settingFiles(facts, "LxcInclude").map((file) => ({ ...file, included: readInclude(file.node, file.path, reader) }));
};
