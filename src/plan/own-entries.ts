import { generatedTime } from "./host-entries.ts";
import type { Owner } from "./owner.ts";
import { type GeneratedFile, NO_CONTENT, type PlanEntry } from "./plan.ts";
import type { Why } from "./why.ts";
import type { Scope } from "./scope.ts";
import type { TreeModes } from "./tree.ts";

/** Why there is what every container has. */
export const containerWhy = ({ container }: Scope): Why => ({ reason: `container ${container.name}`, span: container.span });

const ROOT_OWNED = { uid: 0, gid: 0, target: "", xattrs: {} } as const;

/** `container/` and what stands in it whatever the description says; the rootfs directory itself where there is one. */
export const skeleton = (scope: Scope, owner: Owner, modes: TreeModes): readonly PlanEntry[] => {
  const { container, options } = scope;
  const base = `container/${container.name}`;
  const why = containerWhy(scope);
  const made = { ...ROOT_OWNED, type: "directory", mtime: generatedTime(options), content: NO_CONTENT, why } as const;
  const rootfs = { ...made, ...owner, path: `${base}/rootfs`, mode: modes.directory };
  return [
    { ...made, path: "container", mode: 0o550, why: { reason: "all containers", span: undefined } },
    { ...made, path: base, mode: 0o550 },
    { ...made, path: `${base}/conf`, mode: 0o550 },
    ...(container.launcher === undefined ? [] : [{ ...made, path: `${base}/launcher`, mode: 0o550 }]),
    ...(container.rootfs === undefined ? [] : [rootfs]),
  ];
};

/** Which files beside lxc.conf a container has. */
export interface Generated {
  /** The launcher's name, if there is one. */
  readonly launcher: string | undefined;
  readonly hasHook: boolean;
  readonly movesAway: boolean;
}

/** The files of conf/ and launcher/. */
export const generatedFiles = (scope: Scope, { launcher, hasHook, movesAway }: Generated): readonly PlanEntry[] => [
  generatedFile(scope, "conf/lxc.conf", 0o440, "lxc.conf"),
  ...(hasHook ? [generatedFile(scope, "conf/remount.sh", 0o550, "remount")] : []),
  ...(movesAway ? [generatedFile(scope, "conf/removed", 0o440, "removed")] : []),
  ...(launcher === undefined ? [] : [generatedFile(scope, `launcher/${launcher}.sh`, 0o550, "launcher")]),
];

const generatedFile = (scope: Scope, path: string, mode: number, what: GeneratedFile): PlanEntry => ({
  ...ROOT_OWNED,
  path: `container/${scope.container.name}/${path}`,
  type: "file",
  mode,
  mtime: generatedTime(scope.options),
  content: { kind: "generated", what },
  why: containerWhy(scope),
});
