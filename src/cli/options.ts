/** An option of the command line. Parsing, help and shell completion are made from this table. */
export interface OptionSpec {
  readonly short?: string;
  readonly alias?: string;
  /** What stands for the value in the help; absent: the option is a switch, unless it has choices. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** What shells complete the value to; absent: nothing can be listed. */
  readonly completes?: "files" | "tags";
  /** Whether it may stand without its value, which is not the next word then. */
  readonly isSwitchToo?: boolean;
  readonly help: string;
}

export type OptionName =
  | "rootfs"
  | "tags"
  | "all-tags"
  | "fix"
  | "secure"
  | "secure-xml"
  | "sharedRootfs"
  | "sanity"
  | "usleep"
  | "rootfs-type"
  | "config"
  | "output"
  | "split"
  | "seccomp"
  | "target"
  | "lxc"
  | "packages"
  | "cgroup"
  | "base"
  | "no-remount-hook"
  | "with-lxccpid"
  | "with-units"
  | "missing-libs"
  | "missing-sources"
  | "strict"
  | "allow"
  | "path"
  | "platform"
  | "report"
  | "page"
  | "name"
  | "user"
  | "unit"
  | "diagnostics"
  | "no-progress"
  | "quiet"
  | "verbose"
  | "plain-http"
  | "ca-file"
  | "registry-config"
  | "timeout"
  | "json"
  | "help"
  | "version";

export const OPTIONS: Readonly<Record<OptionName, OptionSpec>> = {
  rootfs: {
    short: "r",
    value: "rootfs",
    completes: "files",
    help: "host rootfs: a tarball, plain or compressed (- is standard input), a directory, a squashfs image or a container image",
  },
  tags: { short: "t", value: "K=V,...", completes: "tags", help: "active tags; repeatable" },
  "all-tags": { help: "every combination of tag values that the descriptions tell apart, instead of -t" },
  fix: {
    value: "diff",
    choices: ["diff"],
    isSwitchToo: true,
    help: "rewrite the descriptions with what is mechanical, and tell what is left; diff: print it as a diff instead",
  },
  secure: { short: "s", help: "containers whose processes drop root" },
  "secure-xml": { value: "file.xml", completes: "files", help: "a description whose container is secure, with or without -s; repeatable" },
  sharedRootfs: { short: "e", alias: "shared-rootfs", help: "containers share the host's rootfs" },
  sanity: { short: "S", help: "the security rules are errors" },
  usleep: { short: "u", value: "us", help: "pause after systemd-notify in microseconds (default 500000)" },
  "rootfs-type": {
    short: "R",
    choices: ["rw", "ro"],
    help: "ro: the device's rootfs is read-only, SourceRoFs replaces Source",
  },
  config: {
    short: "c",
    value: "ini",
    completes: "files",
    help: "tags and paths (default config.ini here, else the one that comes with lxc-overlay)",
  },
  output: {
    short: "o",
    value: "path",
    completes: "files",
    help: "x.tar or x.tar.gz, - is standard output (default overlay.tar), or oci:<directory>[:tag]; a directory with --split",
  },
  split: { help: "one overlay a container: -o names a directory" },
  seccomp: {
    value: "dir",
    completes: "files",
    help: "where the profiles of bundles lie that are no files of the host (default beside their descriptions)",
  },
  target: {
    choices: ["auto", "oci"],
    help: "oci: bundles for crun or runc without Dobby (default auto: as Type says)",
  },
  lxc: {
    choices: ["auto", "2.0", "3.0", "4.0", "5.0", "6.0", "7.0"],
    help: "dialect of lxc.conf (default auto: as the host rootfs has it)",
  },
  packages: {
    value: "file",
    completes: "files",
    help: "manifest of the rootfs' packages, a line NAME ARCH VERSION each: tells LXC's release and the SBOM where the rootfs has no package database",
  },
  cgroup: { choices: ["auto", "v1", "v2"], help: "cgroup generation (default auto: v1 for LXC below 4.0)" },
  base: { help: "with oci:, an image of host rootfs and overlay instead of an artifact" },
  "no-remount-hook": { help: "leave out the hook that gives binds the flags LXC leaves out" },
  "with-lxccpid": { help: "put /usr/bin/lxccpid into the overlay" },
  "with-units": {
    value: "NAME,...",
    isSwitchToo: true,
    help: "put what the command units prints into the overlay; of these containers alone",
  },
  "missing-libs": { choices: ["error", "warn"], help: "what a missing library is (default error)" },
  "missing-sources": { choices: ["error", "warn"], help: "what a missing mount source is (default error)" },
  strict: { help: "warnings count as errors: the exit code is 1, and nothing is written" },
  allow: { value: "file", completes: "files", help: "findings that are allowed: a line CODE SANDBOX-or-* REASON each; repeatable" },
  path: {
    value: "path",
    help: "why this is there: a path of the overlay, container/NAME/conf/lxc.conf:LINE, or NAME:/path in the container; repeatable",
  },
  platform: { value: "os/arch", help: "which image of the host rootfs is meant, where there are several: linux/arm/v7" },
  report: { value: "file.json", completes: "files", help: "write what was decided" },
  page: {
    value: "file.html",
    completes: "files",
    help: "write one self-contained page for reviewers: what each container can reach, and why",
  },
  name: { value: "name", help: "SandboxName (default: the program's name in capitals)" },
  user: { value: "user", help: "user of the host that it runs as (default: the unit's, else one called like the program, else nobody)" },
  unit: { value: "name.service", help: "unit of the host that says the rest (default: the one that starts the program)" },
  diagnostics: {
    choices: ["text", "short", "json", "sarif"],
    help: "form of the diagnostics on standard error (default text); short: a line each, for editors",
  },
  "no-progress": { help: "no progress line on a terminal" },
  quiet: { short: "q", help: "errors only" },
  verbose: { short: "v", help: "say more" },
  "plain-http": { help: "the registry speaks HTTP without TLS" },
  "ca-file": { value: "pem", completes: "files", help: "certificates that the registry's is signed with" },
  "registry-config": { value: "json", completes: "files", help: "credentials, as oras login writes them (default oras' own store)" },
  timeout: { value: "s", help: "longest time for each step with the registry, in seconds (default 600)" },
  json: { help: "print JSON" },
  help: { short: "h", help: "show this help" },
  version: { short: "V", help: "show the version" },
};

/** What stands for an option's value in the help; undefined for a switch. */
export const placeholderOf = ({ value, choices }: OptionSpec): string | undefined => choices?.join("|") ?? value;
