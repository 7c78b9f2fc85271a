import { type OptionName, OPTIONS, type OptionSpec } from "./options.ts";

export type CommandName =
  | "build"
  | "check"
  | "explain"
  | "units"
  | "new"
  | "inspect"
  | "diff"
  | "apply"
  | "push"
  | "pull"
  | "verify"
  | "schema"
  | "completion"
  | "help";

/** What help, parsing and shell completion know of a command. */
export interface CommandSpec {
  readonly synopsis: string;
  readonly summary: string;
  readonly options: readonly OptionName[];
  /** What an option is in this command, if it is not what it is in `build`. */
  readonly meanings?: Partial<Record<OptionName, Pick<OptionSpec, "value" | "help">>>;
  /** Whether all words behind the first argument are arguments, whatever they begin with. */
  readonly takesRest?: true;
  /** What its arguments are, if not files. */
  readonly words?: "commands" | readonly string[];
  readonly examples: readonly string[];
}

const TALK: readonly OptionName[] = ["diagnostics", "no-progress", "quiet", "verbose", "help"];

const REGISTRY: readonly OptionName[] = ["plain-http", "ca-file", "registry-config", "timeout"];

const BUILD: readonly OptionName[] = [
  "rootfs",
  "platform",
  "tags",
  "secure",
  "secure-xml",
  "sharedRootfs",
  "sanity",
  "usleep",
  "rootfs-type",
  "config",
  "output",
  "split",
  "target",
  "seccomp",
  "base",
  "lxc",
  "packages",
  "cgroup",
  "no-remount-hook",
  "with-lxccpid",
  "with-units",
  "missing-libs",
  "missing-sources",
  "strict",
  "allow",
  "report",
  "page",
  ...TALK,
];

const UNWRITTEN: NonNullable<CommandSpec["meanings"]> = {
  output: { value: "path", help: "where build would write; nothing is written" },
  report: { value: "file.json", help: "as build takes it; nothing is written" },
};

/** What `build` writes, and `verify` only compares. */
const OUTPUTS: readonly OptionName[] = ["output", "report", "page"];

export const COMMANDS: Readonly<Record<CommandName, CommandSpec>> = {
  build: {
    synopsis: "[build] -r <rootfs> [options] <description.xml>...",
    summary: "make an overlay",
    options: BUILD,
    examples: [
      "lxc-overlay -r rootfs.tar.gz -s -t version=debug,SOC_VER=arm_19.1 xml/lxc_conf_UDHCPC.xml",
      "lxc-overlay -r rootfs.tar --secure-xml secure/lxc_conf_DIBBLER.xml non_secure/*.xml",
      "lxc-overlay -r rootfs.tar -o overlays --split xml/*.xml",
      "lxc-overlay -r rootfs.tar -s --page review.html xml/*.xml",
      "xz -dc rootfs.tar.xz | lxc-overlay -r - -o overlay.tar.gz --report overlay.tar.gz.json xml/*.xml",
    ],
  },
  check: {
    synopsis: "check -r <rootfs> [options] <description.xml>...",
    summary: "the same work and diagnostics, no overlay written",
    options: BUILD.flatMap((name) => (name === "tags" ? [name, "all-tags", "fix"] : name)),
    meanings: UNWRITTEN,
    examples: [
      "lxc-overlay check -S -r rootfs.tar --diagnostics sarif xml/*.xml 2> findings.sarif",
      "lxc-overlay check -s -S --fix=diff -r rootfs.tar xml/*.xml | git apply  # or --fix, which writes itself",
      "lxc-overlay check -s --all-tags --page review.html -r rootfs.tar xml/*.xml",
      "lxc-overlay check --strict --allow known.allow -r rootfs.tar xml/*.xml",
      "lxc-overlay check -s --all-tags --diagnostics short -r rootfs.tar xml/*.xml  # for an editor",
    ],
  },
  explain: {
    synopsis: "explain [-r <rootfs> [--path <path>]] [options] <description.xml>...",
    summary: "what each tag kept or left out, or why something is there",
    options: ["path", ...BUILD.filter((name) => name !== "page")],
    meanings: UNWRITTEN,
    examples: [
      "lxc-overlay explain -t SOC_VER=arm_19.1 xml/lxc_conf_UDHCPC.xml",
      "lxc-overlay explain -r rootfs.tar --path UDHCPC:/lib/libc.so.6 xml/lxc_conf_UDHCPC.xml",
      "lxc-overlay explain -r rootfs.tar --path container/UDHCPC/conf/lxc.conf:7 xml/lxc_conf_UDHCPC.xml",
    ],
  },
  units: {
    synopsis: "units -r <rootfs> [options] <description.xml>...",
    summary: "print systemd units for the launchers, tmpfiles.d for what they mount, and links",
    options: BUILD.filter((name) => !["split", "base", "report", "with-units"].includes(name)),
    meanings: { output: { value: "dir", help: "write them below this directory instead" } },
    examples: [
      "lxc-overlay units -r rootfs.tar -s xml/*.xml | less",
      "lxc-overlay units -r rootfs.tar -s -o device xml/*.xml && systemd-analyze verify --root device wifi.service",
      "lxc-overlay build -r rootfs.tar -s --with-units -o overlay.tar xml/*.xml  # the same, in the overlay",
    ],
  },
  new: {
    synopsis: "new -r <rootfs> [options] <program> [arg]...",
    summary: "write a description for a program of the host rootfs",
    options: ["rootfs", "platform", "name", "user", "unit", "output", "tags", "config", "lxc", "cgroup", ...TALK],
    meanings: {
      output: { value: "file.xml", help: "where to write it; never over a file that is there (default: standard output)" },
      tags: { value: "K=V,...", help: "as build takes it; a new description has no tags" },
    },
    takesRest: true,
    examples: [
      "lxc-overlay new -r rootfs.tar lighttpd -D -f /etc/lighttpd/lighttpd.conf > lighttpd.xml",
      "lxc-overlay new -r rootfs.tar -o dns.xml --name DNS --user dnsmasq /usr/sbin/dnsmasq --keep-in-foreground",
      "lxc-overlay new -r rootfs.tar --unit chrony.service",
    ],
  },
  inspect: {
    synopsis: "inspect <overlay|registry/repo:tag> [--json]",
    summary: "list an overlay: mode, uid:gid, type, caps, target; what its containers mount",
    options: ["json", ...REGISTRY, ...TALK],
    examples: [
      "lxc-overlay inspect overlay.tar",
      "lxc-overlay inspect registry.example/overlays:1.2",
      "lxc-overlay inspect --json overlay.tar.gz | jq -r '.mounts[] | [.container, .target, .source] | @tsv'",
    ],
  },
  diff: {
    synopsis: "diff <overlay-a|registry/repo:tag> <overlay-b|registry/repo:tag> [--json] [--page <file.html>]",
    summary: "what differs, entry by entry; text files line by line",
    options: ["json", "page", ...REGISTRY, ...TALK],
    meanings: {
      page: {
        value: "file.html",
        help: "write one self-contained page for reviewers: what containers may reach now, and could not before",
      },
    },
    examples: [
      "lxc-overlay diff old.tar new.tar",
      "lxc-overlay diff registry.example/overlays:1.2 oci:layout:1.3",
      "lxc-overlay diff --page release.html old.tar new.tar",
      "lxc-overlay diff --json old.tar.gz new.tar.gz | jq '.differences[].path'",
    ],
  },
  apply: {
    synopsis: "apply <rootfs> [overlay]... -o <tar>",
    summary: "the host rootfs with overlays applied, as a tarball",
    options: ["output", "platform", ...TALK],
    meanings: { output: { value: "tar", help: "x.tar or x.tar.gz; - is standard output" } },
    examples: [
      "lxc-overlay apply rootfs.tar overlay.tar -o device.tar.gz",
      "lxc-overlay apply rootfs.squashfs -o rootfs.tar  # the tarball whose digest the reports of overlays built on it have",
    ],
  },
  push: {
    synopsis: "push <overlay>... <registry/repo:tag>",
    summary: "push as an OCI artifact, through oras",
    options: [...REGISTRY, ...TALK],
    examples: [
      "lxc-overlay push oci:layout:1.2 registry.example/overlays:1.2,latest",
      "lxc-overlay push --registry-config auth.json overlay.tar registry.example  # named by its containers and tags, as overlay.tar.json has them",
      "lxc-overlay push oci:arm oci:mipsel registry.example/overlays:1.2  # several under one index",
    ],
  },
  pull: {
    synopsis: "pull <registry/repo:tag> -o <dir>",
    summary: "fetch it, digests checked",
    options: ["output", ...REGISTRY, ...TALK],
    meanings: { output: { value: "dir", help: "directory for the tarballs and their reports; made if it is not there" } },
    examples: [
      "lxc-overlay pull registry.example/overlays:1.2 -o overlays",
      "lxc-overlay pull --plain-http localhost:5000/overlays@sha256:$digest -o overlays",
    ],
  },
  verify: {
    synopsis: "verify <overlay|registry/repo:tag> -r <rootfs> [options] <description.xml>...",
    summary: "rebuild from the inputs, compare digests",
    options: [...BUILD.filter((name) => !OUTPUTS.includes(name) && !TALK.includes(name)), ...REGISTRY, ...TALK],
    examples: [
      "lxc-overlay verify overlay.tar -r rootfs.tar.gz -s -t version=debug xml/*.xml",
      "lxc-overlay verify registry.example/overlays:1.2 -r rootfs.tar.gz -s -t version=debug xml/*.xml",
    ],
  },
  schema: {
    synopsis: "schema [-c <ini>]",
    summary: "an XML schema (XSD) of descriptions, for editors",
    options: ["config", ...TALK],
    words: [],
    examples: ["lxc-overlay schema > lxc-overlay.xsd", "lxc-overlay schema -c product.ini | xmllint --noout --schema - xml/*.xml"],
  },
  completion: {
    synopsis: "completion bash|zsh|fish|tags",
    summary: "a completion script for the shell; tags: what config.ini allows, as the scripts ask for it",
    options: ["config", "help"],
    words: ["bash", "zsh", "fish", "tags"],
    examples: [
      'eval "$(lxc-overlay completion bash)"  # in ~/.bashrc',
      'eval "$(lxc-overlay completion zsh)"  # in ~/.zshrc, behind compinit',
      "lxc-overlay completion fish > ~/.config/fish/completions/lxc-overlay.fish",
      "lxc-overlay completion tags -c product.ini",
    ],
  },
  help: {
    synopsis: "help [command]",
    summary: "the same as <command> --help",
    options: ["help"],
    words: "commands",
    examples: ["lxc-overlay help", "lxc-overlay help build"],
  },
};

/** An option as a command has it. */
export const optionOf = (command: CommandName, name: OptionName): OptionSpec => ({
  ...OPTIONS[name],
  ...COMMANDS[command].meanings?.[name],
});

export const isCommand = (word: string | undefined): word is CommandName => word !== undefined && Object.hasOwn(COMMANDS, word);
