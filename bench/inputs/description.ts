import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Input } from "../input.ts";

/** What a description says; elements as text. */
export interface Described {
  readonly name: string;
  readonly program: string;
  readonly environment?: string;
  readonly mounts: readonly string[];
  readonly moves?: readonly string[];
  readonly libraries?: string;
}

type Kind = "file" | "dir";

export const bind = (type: Kind, place: string): string =>
  `<Entry type="${type}"><Source>/${place}</Source><Destination>${place}</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>`;

export const move = (type: Kind, place: string, into: string): string =>
  `<Entry type="${type}"><Source>/${place}</Source><Destination>${into}</Destination></Entry>`;

export interface Descriptions {
  /** The directory that they are in. */
  readonly input: Input;
  readonly files: readonly string[];
}

/** A file for each in a directory. */
export const descriptions = (path: string, all: readonly Described[]): Descriptions => {
  const nameOf = ({ name }: Described): string => `${name.toLowerCase()}.xml`;
  const make = (directory: string): void => {
    mkdirSync(directory);
    for (const each of all) writeFileSync(join(directory, nameOf(each)), textOf(each));
  };
  return { input: { path, make, isCheap: true }, files: all.map((each) => join(path, nameOf(each))) };
};

const textOf = ({
  name,
  program,
  environment = "",
  mounts,
  moves = [],
  libraries = "",
}: Described): string => `<CONTAINER SandboxName="${name}">
  <LxcParams><LauncherName>bench</LauncherName><ExecName>/usr/bin/${program}</ExecName></LxcParams>
  <LxcConfig>
    <Environment>${environment}</Environment>
    <Rootfs create="yes">
      <MountPoints>${mounts.join("")}</MountPoints>
      <MoveContent>${moves.join("")}</MoveContent>
      <LibsRoBindMounts>${libraries}</LibsRoBindMounts>
    </Rootfs>
  </LxcConfig>
</CONTAINER>
`;
