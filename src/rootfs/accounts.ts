/** A line of passwd(5). */
export interface User {
  readonly name: string;
  readonly password: string;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: string;
  readonly home: string;
  readonly shell: string;
}

/** A line of group(5). */
export interface Group {
  readonly name: string;
  readonly password: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** The host's users and groups, in the order of its files. */
export interface Accounts {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
}
