import { capable, elf, program as programFile } from "../check/check-of.ts";
import { error, type Kind, sound, warning } from "./case.ts";
import { bind, type Description, entry, here, LIBRARIES, move, PROC, program } from "./description.ts";

const CAPABLE = "cap_net_raw+ep";
const MOVED = { program: [PROC], moves: [move("/usr/bin/app", { caps: CAPABLE })] };
const moved = (caps: string): Description => ({ program: [PROC], moves: [here(move("/usr/bin/app", { caps }))] });

const attach = (more: string): string => `<Attach><ParamName>sh</ParamName><ExecName>/usr/bin/busybox</ExecName>${more}</Attach>`;

/** Users, groups and capabilities: capabilities(7), execve(2), credentials(7); LXC 5.0.2, src/lxc/conf.c. */
export const IDENTITY: Kind = {
  kind: "identity",
  faults: [
    error("user-unknown", "unknown-user", "a user that the host's passwd lacks", { user: "ap" }),
    error("user-number", "unknown-user", "a number is no name", { user: "1000" }),
    error("group-unknown", "unknown-group", "a group that the host lacks", { group: "vidio" }),
    error("owner-unknown", "unknown-user", "an owner of the rootfs that the host lacks", {
      config: [here("<UserNameRootFs>roott</UserNameRootFs>")],
    }),
    error("owner-group-unknown", "unknown-group", "and its group", { config: [here("<GroupNameRootFs>none</GroupNameRootFs>")] }),
    error("extra-user-unknown", "unknown-user", "a further user", { config: [here("<ExtraUsers><UserName>none</UserName></ExtraUsers>")] }),
    error("extra-group-unknown", "unknown-group", "a further group", {
      config: [here("<ExtraGroups><GroupName>none</GroupName></ExtraGroups>")],
    }),
    warning("no-user", "start-as-root", "secure mode without a UserName: root all the same", { user: "" }, { mended: { description: {} } }),
    warning("group-alone", "start-as-root", "a GroupName alone changes nothing", { user: "", group: "app" }),
    warning(
      "attach-no-user",
      "attach-as-root",
      "an Attach without UserName is root",
      { launcher: [here(attach(""))], mounts: [program("/usr/bin/busybox")] },
      { mended: { description: { launcher: [attach("<UserName>app</UserName>")], mounts: [program("/usr/bin/busybox")] } } },
    ),
    error("attach-user-unknown", "unknown-user", "an Attach with a user that the host lacks", {
      launcher: [here(attach("<UserName>none</UserName>"))],
      mounts: [program("/usr/bin/busybox")],
    }),
    error(
      "attach-identity-3.0",
      "attach-identity-unsupported",
      "lxc-attach has -u and -g from LXC 3.1 on",
      { launcher: [here(attach("<UserName>app</UserName>"))], mounts: [program("/usr/bin/busybox")] },
      { options: { dialect: "3.0", cgroup: "v1" } },
    ),
    error(
      "cap-unknown",
      "unknown-capability",
      "a capability misspelt",
      { config: [here("<CapKeep>net_rww</CapKeep>")] },
      { mended: { description: { config: ["<CapKeep>net_raw</CapKeep>"], ...MOVED } } },
    ),
    warning(
      "cap-on-script",
      "dead-capability",
      "the kernel takes the capabilities of the interpreter (fs/exec.c, bprm_creds_from_file)",
      {
        exec: "/usr/bin/run",
        mounts: [program("/usr/bin/busybox", { to: "bin/sh" })],
        moves: [here(move("/usr/bin/run", { caps: CAPABLE }))],
      },
      { host: [{ path: "usr/bin/run", mode: 0o755, content: "#!/bin/sh\n" }] },
    ),
    error("cap-semicolon", "unknown-capability", "a semicolon between capabilities", {
      config: [here("<CapKeep>net_raw;net_admin</CapKeep>")],
    }),
    error("cap-both", "cap-drop-and-keep", "CapDrop and CapKeep: LXC refuses it since 4.0.11", {
      config: ["<CapDrop>sys_module</CapDrop>", here("<CapKeep>net_raw</CapKeep>")],
    }),
    error(
      "cap-not-kept",
      "capability-not-kept",
      "a file's capability that CapKeep lacks: execve(2), EPERM",
      { config: ["<CapKeep>net_admin</CapKeep>"], ...moved(CAPABLE) },
      { mended: { description: { config: ["<CapKeep>net_raw</CapKeep>"], ...MOVED } } },
    ),
    error(
      "cap-dropped",
      "capability-not-kept",
      "or that CapDrop takes",
      { config: ["<CapDrop>net_raw</CapDrop>"], ...moved(CAPABLE) },
      { mended: { description: { config: ["<CapDrop>sys_module</CapDrop>"], ...MOVED } } },
    ),
    error(
      "cap-of-host-file",
      "capability-not-kept",
      "the host's own file has the capability",
      {
        config: ["<CapKeep>net_admin</CapKeep>"],
        program: [
          here(
            '<Entry type="file"><Source>/usr/bin/app</Source><Destination>usr/bin/app</Destination><Options>ro,bind,nodev</Options></Entry>',
          ),
          PROC,
        ],
      },
      { host: [capable(programFile("usr/bin/app", "libapp.so.1", "libc.so.6"), CAPABLE)] },
    ),
    error("cap-text", "bad-value", "capabilities of a file in a form that nobody knows", {
      program: [PROC],
      moves: [here(move("/usr/bin/app", { caps: "net_raw" }))],
    }),
    warning(
      "cap-dead",
      "dead-capability",
      "nosuid on the mount makes a file's capabilities dead",
      { mounts: [here(program("/usr/bin/ping"))] },
      { host: [capable(elf("usr/bin/ping", { soname: undefined }), CAPABLE)] },
    ),
    warning(
      "setuid-moved",
      "setid-dropped",
      "a setuid program that moves belongs to somebody else",
      { program: [PROC], moves: [here(move("/usr/bin/app"))] },
      { host: [{ ...programFile("usr/bin/app", "libapp.so.1", "libc.so.6"), mode: 0o4755 }], mended: { host: [] } },
    ),
    warning(
      "passwd-covered",
      "accounts-covered",
      "a mount over the container's own passwd",
      { mounts: [here(bind("/etc/passwd"))] },
      { mended: { description: {} } },
    ),
    warning(
      "no-nosuid",
      "unsafe-executable-bind",
      "a bind without nosuid: a setuid program there gains rights",
      { program: [here(bind("/usr/bin/app", { options: "ro,bind,nodev" })), PROC] },
      { mended: { description: {} } },
    ),
    error(
      "no-nosuid-sanity",
      "unsafe-executable-bind",
      "which -S refuses",
      { program: [here(bind("/usr/bin/app", { options: "ro,bind,nodev" })), PROC] },
      { options: { sanity: true } },
    ),
    warning("writable-program", "unsafe-executable-bind", "a program that the container may write to", {
      program: [here(bind("/usr/bin/app", { options: "rw,bind,nosuid,nodev" })), PROC],
    }),
    warning(
      "writable-conf",
      "unsafe-bind",
      "nor may it write where the device keeps what is its own",
      { mounts: [here(bind("/usr/share/app", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" }))] },
      { mended: { description: { mounts: [bind("/usr/share/app", { type: "dir" })] } } },
    ),
    warning(
      "writable-exec",
      "unsafe-writable-bind",
      "what is writable may be executed",
      { mounts: [here(bind("/var/lib/app", { type: "dir", options: "rw,bind,nosuid,nodev" }))] },
      {
        host: [{ path: "var/lib/app/x", content: "" }],
        mended: { description: { mounts: [bind("/var/lib/app", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" })] } },
      },
    ),
    warning(
      "proc-open",
      "unsafe-proc",
      "a /proc that shows the processes of all users",
      { program: [program("/usr/bin/app"), here(PROC.replace(",hidepid=2", ""))] },
      { mended: { description: {} } },
    ),
    warning("tmpfs-open", "tmpfs-without-size", "a tmpfs that may fill the memory", {
      mounts: [
        here(
          '<Entry type="dir"><Source>tmpfs</Source><Destination>tmp</Destination><FsType>tmpfs</FsType><Options>nosuid,nodev,noexec</Options></Entry>',
        ),
      ],
    }),
    warning(
      "hard-link-root",
      "hardlink-writable-by-root",
      "a process of root can write to the host's library",
      { user: "", libraries: LIBRARIES.slice(0, 3), hardlinks: [here(entry("libdep"))] },
      { mended: { description: { libraries: LIBRARIES.slice(0, 3), hardlinks: [entry("libdep")] } } },
    ),
    warning(
      "caps-on-host",
      "caps-on-host-file",
      "a mounted file's capability belongs to everybody on the host",
      {
        config: ["<CapKeep>net_raw</CapKeep>"],
        program: [
          here(
            '<Entry type="file" caps="cap_net_raw+ep"><Source>/usr/bin/app</Source><Destination>usr/bin/app</Destination><Options>ro,bind,nodev</Options></Entry>',
          ),
          PROC,
        ],
      },
      { mended: { description: { config: ["<CapKeep>net_raw</CapKeep>"], ...MOVED } } },
    ),
    warning("no-new-privs", "rights-not-gained", "NoNewPrivs: execve(2) gives no capability of a file", {
      config: ["<CapKeep>net_raw</CapKeep>", "<NoNewPrivs>1</NoNewPrivs>"],
      ...moved(CAPABLE),
    }),
    error(
      "no-new-privs-2.0",
      "setting-not-in-dialect",
      "LXC 2.0 has no such key",
      { config: [here("<NoNewPrivs>1</NoNewPrivs>")] },
      { options: { dialect: "2.0", cgroup: "v1" } },
    ),
    warning(
      "groups-3.0",
      "groups-not-set",
      "LXC 3.0 gives a user no supplementary groups",
      { config: ["<ExtraGroups><GroupName>video</GroupName></ExtraGroups>"] },
      { options: { dialect: "3.0", cgroup: "v1" } },
    ),
    error(
      "noexec",
      "noexec-program",
      "noexec over the program: execve(2), EACCES",
      { program: [bind("/usr/bin/app"), PROC] },
      { mended: { description: {} } },
    ),
  ],
  clean: [
    sound("capability", "a file's capability that is kept", { config: ["<CapKeep>net_raw</CapKeep>"], ...MOVED }),
    sound("drop", "capabilities by any spelling", { config: ["<CapDrop>CAP_SYS_MODULE, sys_rawio</CapDrop>"] }),
    sound("group", "a group beside the user's own", { group: "video" }),
    sound("extra", "further users and groups", {
      config: ["<ExtraUsers><UserName>web</UserName></ExtraUsers>", "<ExtraGroups><GroupName>video</GroupName></ExtraGroups>"],
    }),
    sound("attach", "an Attach with a user", { launcher: [attach("<UserName>web</UserName>")], mounts: [program("/usr/bin/busybox")] }),
    sound("not-secure", "without -s everything is root", { user: "" }, { options: { secure: false } }),
    sound(
      "writable",
      "data below a [WRITABLE] path",
      { mounts: [bind("/var/lib/app", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" })] },
      { host: [{ path: "var/lib/app/x", content: "" }] },
    ),
    sound("hidepid", "the other spelling of hidepid=2", {
      program: [program("/usr/bin/app"), PROC.replace("hidepid=2", "hidepid=invisible")],
    }),
    sound("dialect-2.0", "the same for LXC 2.0", {}, { options: { dialect: "2.0", cgroup: "v1" } }),
    sound("dialect-7.0", "and for LXC 7.0", {}, { options: { dialect: "7.0" } }),
  ],
};
