/** A mount of a container, as its lxc.conf or its config.json has it. */
export interface MountRecord {
  readonly container: string;
  /** Absolute, in the container. */
  readonly target: string;
  readonly source: string;
  readonly type: string;
  readonly options: readonly string[];
}
