/** Where a finding is to point: a comment at the end of a line. */
export const MARK = "<!--here-->";

/** The parts of a description, each line of it as it is written; what is not given is that of a sound one. */
export interface Description {
  readonly name?: string;
  /** Whether it is a bundle, which has no launcher. */
  readonly isBundle?: true;
  readonly launcherName?: string;
  readonly exec?: string;
  /** What stands in LxcParams beside. */
  readonly launcher?: readonly string[];
  readonly user?: string;
  readonly group?: string;
  readonly config?: readonly string[];
  readonly environment?: readonly string[];
  /** The entries that bring the program. */
  readonly program?: readonly string[];
  readonly mounts?: readonly string[];
  readonly moves?: readonly string[];
  readonly libraries?: readonly string[];
  readonly scan?: readonly string[];
  readonly hardlinks?: readonly string[];
}

/** The mount of a path: a file at the same place, read-only, unless said otherwise. */
export const bind = (source: string, given: { readonly to?: string; readonly type?: string; readonly options?: string } = {}): string => {
  const { to = source.replace(/^\//, ""), type = "file", options = "ro,bind,nosuid,nodev,noexec" } = given;
  return `<Entry type="${type}"><Source>${source}</Source><Destination>${to}</Destination><Options>${options}</Options></Entry>`;
};

/** The same, and it may be executed. */
export const program = (source: string, given: { readonly to?: string; readonly type?: string } = {}): string =>
  bind(source, { options: "ro,bind,nosuid,nodev", ...given });

/** A file that moves to the same place in the container. */
export const move = (source: string, given: { readonly to?: string; readonly type?: string; readonly caps?: string } = {}): string => {
  const { to = source.replace(/^\//, ""), type = "file", caps } = given;
  const attribute = caps === undefined ? "" : ` caps="${caps}"`;
  return `<Entry type="${type}"${attribute}><Source>${source}</Source><Destination>${to}</Destination></Entry>`;
};

export const PROC =
  '<Entry type="dir"><Source>proc</Source><Destination>proc</Destination><FsType>proc</FsType><Options>noexec,nosuid,nodev,hidepid=2</Options></Entry>';

/** The libraries of the common program. */
export const LIBRARIES: readonly string[] = ["ld-linux", "libc", "libapp", "libdep"].map((name) => `<Entry>${name}</Entry>`);

export const entry = (name: string): string => `<Entry>${name}</Entry>`;

/** A line that a finding is to point at. */
export const here = (line: string): string => `${line}${MARK}`;

/** The text of a description. */
export const textOf = (given: Description): string => {
  const {
    name = "APP",
    isBundle = false,
    launcherName = "app",
    exec = "/usr/bin/app",
    user = "app",
    group = "",
    launcher = [],
    config = [],
    environment = [],
    hardlinks = [],
  } = given;
  const { program: programs = [program("/usr/bin/app"), PROC], mounts = [], moves = [], scan = [], libraries = LIBRARIES } = given;
  const section = (element: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`<${element}>`, ...lines, `</${element}>`];
  return [
    `<CONTAINER SandboxName="${name}"${isBundle ? ' Type="dobby"' : ""}>`,
    ...section("LxcParams", [
      ...(isBundle ? [] : [`<LauncherName>${launcherName}</LauncherName>`]),
      `<ExecName>${exec}</ExecName>`,
      ...launcher,
    ]),
    "<LxcConfig>",
    ...(user === "" ? [] : [`<UserName>${user}</UserName>`]),
    ...(group === "" ? [] : [`<GroupName>${group}</GroupName>`]),
    ...config,
    ...section("Environment", environment),
    '<Rootfs create="yes">',
    ...section("MountPoints", [...programs, ...mounts]),
    ...section("MoveContent", moves),
    ...section("LibsRoBindMounts", [...scan.map((each) => `<LibsScanDir>${each}</LibsScanDir>`), ...libraries]),
    ...section("LibsHardlinks", hardlinks),
    "</Rootfs>",
    "</LxcConfig>",
    "</CONTAINER>",
  ].join("\n");
};
