/** An entry of MountPoints. */
export interface DraftMount {
  readonly type: "dir" | "file" | "dev";
  readonly source: string;
  /** Without a leading slash. */
  readonly destination: string;
  readonly fsType?: string;
  readonly options: string;
  /** What it is for; stands before it as a comment. */
  readonly why: string;
  /** Whether the container may do without: then it becomes a comment where `check` finds fault with it. */
  readonly isOptional?: true;
}

/** An entry of LibsRoBindMounts. */
export interface DraftLibrary {
  readonly name: string;
  /** Of the host, absolute. */
  readonly path: string;
  readonly why: string;
}

/** A device that the container may open. */
export interface DraftDevice {
  readonly path: string;
  /** A rule of DeviceCgroup: `c 10:200 rw`. */
  readonly rule: string;
}

/** A variable of the environment. */
export interface DraftVariable {
  readonly text: string;
  readonly why: string;
}

/** An element of its own, and its value. */
export interface DraftSetting {
  readonly element: string;
  readonly value: string;
  readonly why: string;
}

/** A description that is being written: what it says, and why it says it. Notes are comments, of what a person has to know or decide. */
export interface Draft {
  /** Of the container. */
  readonly name: string;
  readonly headNotes: readonly string[];
  readonly execName: string;
  /** Text of sh; empty where there is none. */
  readonly execParams: string;
  readonly startNotes: readonly string[];
  readonly userName: string | undefined;
  readonly groupName: string | undefined;
  readonly userNotes: readonly string[];
  /** Whom its passwd and group have as well. */
  readonly extraUsers: readonly string[];
  readonly extraGroups: readonly string[];
  readonly capKeep: readonly string[];
  readonly capNotes: readonly string[];
  /** Of LxcConfig. */
  readonly settings: readonly DraftSetting[];
  /** Of CGroupSettings. */
  readonly limits: readonly DraftSetting[];
  readonly limitNotes: readonly string[];
  readonly devices: readonly DraftDevice[];
  readonly deviceNotes: readonly string[];
  /** Why it has the system bus. */
  readonly bus: string | undefined;
  /** Why it may want it. */
  readonly busHint: string | undefined;
  readonly networkNotes: readonly string[];
  readonly variables: readonly DraftVariable[];
  readonly variableNotes: readonly string[];
  readonly mounts: readonly DraftMount[];
  /** What the program may want, as libraries of it open it where they are used for that. */
  readonly perhaps: readonly DraftMount[];
  readonly mountNotes: readonly string[];
  readonly scanDirectories: readonly string[];
  readonly libraries: readonly DraftLibrary[];
  readonly libraryNotes: readonly string[];
}
