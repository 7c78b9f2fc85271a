import { elf, LD, library, program as programFile } from "../check/check-of.ts";
import { boxWith, NAMES } from "../support/busybox.ts";
import { type EntrySketch, link } from "../rootfs/rootfs-of.ts";
import { error, type Kind, sound, warning } from "./case.ts";
import { bind, entry, here, LIBRARIES, move, PROC, program } from "./description.ts";
import { APP, BASE, GONE, IN_OWN, libraries, needing, OWN, OWN_DIRECTORY, path } from "./own-directory.ts";

const APP_FILE = programFile("usr/bin/app", "libapp.so.1", "libc.so.6");

const PRELOAD_FILE: readonly EntrySketch[] = [
  { path: "etc/ld.so.preload", content: "# traces\n/usr/lib/libtrace.so\n" },
  library("usr/lib/libtrace.so", "libc.so.6"),
];

const script = (content: string): EntrySketch => ({ path: "usr/bin/app", mode: 0o755, content });
/** The common program behind a wrapper. */
const WRAPPED = [
  { ...APP_FILE, path: "usr/bin/app.real" },
  { path: "usr/bin/app", mode: 0o755, content: '#!/bin/sh\nexport APP_HOME=/usr/share/app\nexec /usr/bin/app.real "$@"\n' },
];
const ENV = elf("usr/bin/env");
/** A shell or env(1) as the program, and the common program to be executed by it. */
const IN_SHELL = { mounts: [program("/bin/sh"), OWN_DIRECTORY, program("/usr/bin/env")], exec: "/bin/sh", libraries: libraries(...BASE) };

/** What a shell is given, which sets LD_LIBRARY_PATH for what it executes. */
const SET_BY_COMMAND = [
  ["shell-assigns", "-c 'LD_LIBRARY_PATH=/usr/lib/app exec /usr/bin/app'", "a shell sets LD_LIBRARY_PATH before a command: XCU 2.9.1"],
  ["shell-exports", "-c 'export LD_LIBRARY_PATH=/usr/lib/app; exec /usr/bin/app'", "a shell exports LD_LIBRARY_PATH"],
  [
    "shell-computes",
    "-c 'export LD_LIBRARY_PATH=$APP_HOME/lib; exec /usr/bin/app'",
    "only a run tells where a shell has libraries searched",
  ],
  ["shell-runs-env", "-c 'exec /usr/bin/env LD_LIBRARY_PATH=/usr/lib/app /usr/bin/app'", "a shell has env set it"],
  ["shell-runs-loader", `-c 'exec ${LD} --library-path /usr/lib/app /usr/bin/app'`, "a shell executes the loader: ld.so(8)"],
] as const;

/** What a wrapper script does with the program. */
const SET_BY_SCRIPT = [
  [
    "wrapper-exports",
    'LD_LIBRARY_PATH=/usr/lib/app\nexport LD_LIBRARY_PATH\nexec /usr/bin/app.real "$@"',
    "a wrapper exports LD_LIBRARY_PATH",
  ],
  [
    "wrapper-adds",
    'export LD_LIBRARY_PATH="/usr/lib/app${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"\nexec /usr/bin/app.real "$@"',
    "a wrapper puts a directory before those of LD_LIBRARY_PATH",
  ],
  ["wrapper-loader", `exec ${LD} --library-path /usr/lib/app /usr/bin/app.real "$@"`, "a wrapper executes the loader: ld.so(8)"],
  ["wrapper-computes", '. "$APP_HOME/env.sh"\nexec /usr/bin/app.real', "a wrapper reads what only a run tells"],
] as const;

/** Program interpreters, LD_PRELOAD and entries: execve(2), ld.so(8); and what one might take for a mistake. */
export const LOADER: Kind = {
  kind: "loader",
  faults: [
    error(
      "no-interpreter",
      "missing-interpreter",
      "the program's loader is not there: execve(2), ENOENT",
      { program: [APP, PROC], libraries: libraries("libc", "libapp", "libdep") },
      { mended: { description: {} } },
    ),
    error(
      "library-executed",
      "program-without-loader",
      "the kernel starts no interpreter for a library, and nothing loads its needs: fs/binfmt_elf.c",
      {
        exec: "/usr/lib/libapp.so.1",
        program: [here(program("/usr/lib/libapp.so.1")), PROC],
        libraries: libraries("ld-linux", "libc", "libdep"),
      },
      { host: [{ ...library("usr/lib/libapp.so.1", "libdep.so.1", "libc.so.6"), mode: 0o755 }] },
    ),
    error(
      "library-path-of-env",
      "missing-library",
      "env(1) gives the program another LD_LIBRARY_PATH than the container's",
      {
        exec: "/usr/bin/env",
        launcher: ["<ExecParams>LD_LIBRARY_PATH=/usr/lib/ap /usr/bin/app</ExecParams>"],
        environment: [path("/usr/lib/app")],
        program: [program("/usr/bin/env"), APP, PROC],
        mounts: [OWN_DIRECTORY],
        libraries: libraries(...BASE),
      },
      {
        gone: GONE,
        host: [...OWN, ENV],
        mended: {
          description: {
            exec: "/usr/bin/env",
            launcher: ["<ExecParams>LD_LIBRARY_PATH=/usr/lib/app /usr/bin/app</ExecParams>"],
            program: [program("/usr/bin/env"), APP, PROC],
            mounts: [OWN_DIRECTORY],
            libraries: libraries(...BASE),
          },
        },
      },
    ),
    error(
      "library-path-of-loader",
      "missing-library",
      "--library-path of the loader stands instead of LD_LIBRARY_PATH: elf/rtld.c",
      {
        exec: LD,
        launcher: ["<ExecParams>--library-path /usr/lib/ap --argv0 app /usr/bin/app</ExecParams>"],
        program: [APP, PROC],
        mounts: [OWN_DIRECTORY],
        libraries: libraries(...BASE),
      },
      {
        ...IN_OWN,
        mended: {
          description: {
            exec: LD,
            launcher: ["<ExecParams>--library-path /usr/lib/app --argv0 app /usr/bin/app</ExecParams>"],
            program: [APP, PROC],
            mounts: [OWN_DIRECTORY],
            libraries: libraries(...BASE),
          },
        },
      },
    ),
    error(
      "shell-executes-missing",
      "missing-program",
      "sh ends with 127: XCU 2.8.2",
      {
        exec: "/bin/sh",
        launcher: [here("<ExecParams>-c 'exec /usr/bin/app'</ExecParams>")],
        program: [program("/bin/sh"), PROC],
        libraries: [],
      },
      {
        mended: {
          description: { exec: "/bin/sh", launcher: ["<ExecParams>-c 'exec /usr/bin/app'</ExecParams>"], mounts: [program("/bin/sh")] },
        },
      },
    ),
    warning(
      "wrapper-executes-missing",
      "missing-program",
      "sh ends with 127: XCU 2.8.2; what the program needs is not unused",
      { program: [APP, PROC], mounts: [program("/bin/sh")] },
      {
        host: WRAPPED,
        mended: { description: { mounts: [program("/bin/sh"), program("/usr/bin/app.real")] } },
      },
    ),
    error(
      "program-cut-off",
      "damaged-elf",
      "the file ends before its segments do: execve(2) fails, or SIGBUS",
      { program: [here(program("/usr/bin/app")), PROC] },
      { host: [{ ...APP_FILE, content: Buffer.from(APP_FILE.content ?? "").subarray(0, 100) }] },
    ),
    error("interpreter-elsewhere", "missing-interpreter", "the loader is looked for under the very path that PT_INTERP says", {
      program: [APP, PROC],
      mounts: [program(LD, { to: "lib64/ld-linux.so.3" })],
      libraries: libraries("libc", "libapp", "libdep"),
    }),
    error(
      "interpreter-link",
      "missing-interpreter",
      "/lib is a symlink on the host, and not in the container",
      {
        program: [APP, PROC],
        libraries: libraries("libc", "libapp", "libdep"),
        mounts: [program("/usr/bin/ld.so", { to: "usr/bin/ld.so" })],
      },
      { host: [link("usr/bin/ld.so", "../../lib/ld-linux.so.3")] },
    ),
    error(
      "interpreter-of-vendor",
      "missing-interpreter",
      "a program of another tool chain names another loader",
      { program: [APP, PROC] },
      { host: [needing({ interpreter: "/opt/vendor/ld.so.1" })] },
    ),
    warning("preload-absent", "missing-preload", "LD_PRELOAD of a library that the host lacks: ld.so complains at every start", {
      environment: [here("<Variable>LD_PRELOAD=/usr/lib/libnone.so</Variable>")],
    }),
    warning(
      "preload-file",
      "missing-library",
      "/etc/ld.so.preload is read at every start: elf/rtld.c, dl_main",
      { mounts: [here(bind("/etc/ld.so.preload"))] },
      {
        host: PRELOAD_FILE,
        mended: { description: { mounts: [bind("/etc/ld.so.preload")], libraries: [...LIBRARIES, entry("libtrace")] } },
      },
    ),
    warning(
      "preload-file-absent",
      "missing-preload",
      "the same of a library that the host lacks",
      { mounts: [here(bind("/etc/ld.so.preload"))] },
      {
        host: PRELOAD_FILE.slice(0, 1),
      },
    ),
    warning(
      "modules-noexec",
      "noexec-library",
      "mmap(2): EPERM, so that dlopen(3) fails for all that the directory has",
      { mounts: [here(bind("/usr/lib/plugins", { type: "dir" }))] },
      { host: [library("usr/lib/plugins/plug.so")], mended: { description: { mounts: [program("/usr/lib/plugins", { type: "dir" })] } } },
    ),
    error(
      "unused-but-run",
      "missing-library",
      "an Unused of what a command executes: the program starts, and its loader ends it",
      {
        exec: "/usr/lib/app/run",
        program: [here(OWN_DIRECTORY.replace("</Entry>", "<Unused>/usr/lib/app/run</Unused></Entry>")), PROC],
        libraries: libraries(...BASE, "libdep"),
      },
      {
        host: [programFile("usr/lib/app/run", "libapp.so.1", "libc.so.6")],
        mended: { description: { exec: "/usr/lib/app/run", program: [OWN_DIRECTORY, PROC] } },
      },
    ),
    warning(
      "unused",
      "unused-library",
      "a library that nothing needs",
      { libraries: [...LIBRARIES, here(entry("libextra"))] },
      { host: [library("usr/lib/libextra.so.1")], mended: { description: {} } },
    ),
    warning(
      "unused-nothing",
      "unused-nothing",
      "an Unused that names nothing",
      { mounts: [OWN_DIRECTORY.replace("</Entry>", `${here("\n<Unused>/usr/lib/app/none.so</Unused>")}\n</Entry>`)] },
      { host: [library("usr/lib/app/plug.so")] },
    ),
    error(
      "two-options",
      "refused-argument",
      "all behind the interpreter is one word: fs/binfmt_script.c; dash, options(): Illegal option -",
      { program: [here(program("/usr/bin/app")), PROC], mounts: [program("/bin/sh")], libraries: [] },
      {
        host: [script("#!/bin/sh -e -u\n")],
        mended: { host: [script("#!/bin/sh -eu\n")] },
      },
    ),
    error(
      "wrapped",
      "missing-program",
      "timeout(1) ends with 127 if the command can't be found",
      {
        exec: "/usr/bin/timeout",
        launcher: [here("<ExecParams>-s KILL 5 /usr/bin/app</ExecParams>")],
        program: [program("/usr/bin/timeout"), PROC],
        libraries: [],
      },
      {
        host: [elf("usr/bin/timeout")],
        mended: {
          description: {
            exec: "/usr/bin/timeout",
            launcher: ["<ExecParams>-s KILL 5 /usr/bin/app</ExecParams>"],
            program: [program("/usr/bin/timeout"), APP, PROC],
          },
        },
      },
    ),
    error(
      "no-such-applet",
      "refused-argument",
      "BusyBox runs the applet of the name that it is executed by: libbb/appletlib.c, run_applet_and_exit",
      {
        exec: "/usr/bin/dhcp-client",
        program: [here(program("/sbin/udhcpc", { to: "usr/bin/dhcp-client" })), PROC],
        libraries: [],
      },
      {
        host: [boxWith(NAMES), link("sbin/udhcpc", "../bin/busybox")],
        mended: { description: { exec: "/sbin/udhcpc", program: [program("/sbin/udhcpc"), PROC], libraries: [] } },
      },
    ),
    error(
      "line-too-late",
      "missing-script-interpreter",
      "the kernel takes a file for a script by its first two bytes, and execvp(3) gives others to /bin/sh",
      {
        program: [here(program("/usr/bin/app")), PROC],
        mounts: [program("/bin/sh"), program("/usr/bin/python3")],
        libraries: [],
      },
      {
        host: [elf("usr/bin/python3"), script("\n#!/usr/bin/python3\nimport sys\n")],
        mended: { host: [elf("usr/bin/python3"), script("#!/usr/bin/python3\nimport sys\n")] },
      },
    ),
    error("unknown-entry", "missing-library-entry", "the entry names no library of the host", {
      libraries: [...LIBRARIES, here(entry("libnone"))],
    }),
    error(
      "dangling",
      "dangling-library",
      "a library's symlink leads nowhere",
      { libraries: [...LIBRARIES, here(entry("libgone"))] },
      { host: [link("usr/lib/libgone.so.1", "libgone.so.1.0")] },
    ),
    error(
      "loop",
      "symlink-loop",
      "or in a circle",
      { libraries: [...LIBRARIES, here(entry("libloop"))] },
      { host: [link("usr/lib/libloop.so", "libloop.so")] },
    ),
  ],
  clean: [
    sound("plain", "the common program", {}),
    sound(
      "rpath",
      "DT_RPATH serves what the program's libraries need, too",
      { mounts: [OWN_DIRECTORY], libraries: libraries(...BASE) },
      { gone: GONE, host: [...OWN, needing({ rpath: "/usr/lib/app" })] },
    ),
    sound(
      "origin",
      "$ORIGIN with /proc",
      { mounts: [OWN_DIRECTORY], libraries: libraries(...BASE) },
      { gone: GONE, host: [...OWN, needing({ rpath: "$ORIGIN/../lib/app" })] },
    ),
    sound(
      "library-path",
      "LD_LIBRARY_PATH",
      { environment: [path("/usr/lib/app")], mounts: [OWN_DIRECTORY], libraries: libraries(...BASE) },
      IN_OWN,
    ),
    ...SET_BY_COMMAND.map(([id, params, why]) =>
      sound(id, why, { ...IN_SHELL, launcher: [`<ExecParams>${params}</ExecParams>`] }, { ...IN_OWN, host: [...OWN, ENV] }),
    ),
    ...SET_BY_SCRIPT.map(([id, text, why]) =>
      sound(
        id,
        why,
        { mounts: [program("/bin/sh"), OWN_DIRECTORY, program("/usr/bin/app.real")], libraries: libraries(...BASE) },
        {
          gone: GONE,
          host: [...OWN, { ...APP_FILE, path: "usr/bin/app.real" }, { path: "usr/bin/app", mode: 0o755, content: `#!/bin/sh\n${text}\n` }],
        },
      ),
    ),
    sound(
      "wrapper-beside",
      "a program that something starts by the wrapper beside it",
      { mounts: [program("/bin/sh"), program("/opt/tool", { type: "dir" })] },
      {
        host: [
          library("opt/tool/lib/libtool.so", "libc.so.6"),
          programFile("opt/tool/bin/tool.real", "libtool.so", "libc.so.6"),
          { path: "opt/tool/bin/tool", mode: 0o755, content: "#!/bin/sh\nLD_LIBRARY_PATH=/opt/tool/lib exec /opt/tool/bin/tool.real\n" },
        ],
      },
    ),
    sound(
      "other-machine-first",
      "a library of another machine does not end the search",
      { environment: [path("/usr/lib/app")], mounts: [OWN_DIRECTORY] },
      { host: [elf("usr/lib/app/libdep.so.2", { soname: "libdep.so.2", machine: "aarch64" })] },
    ),
    sound(
      "preload",
      "a library that LD_PRELOAD names is used",
      { environment: ["<Variable>LD_PRELOAD=/usr/lib/libpre.so</Variable>"], libraries: [...LIBRARIES, entry("libpre")] },
      { host: [library("usr/lib/libpre.so", "libc.so.6")] },
    ),
    sound(
      "plugin-unused",
      "a plugin that is Unused may lack what it needs",
      { mounts: [OWN_DIRECTORY.replace("</Entry>", "<Unused>/usr/lib/app/plug.so</Unused></Entry>")] },
      { host: [library("usr/lib/app/plug.so", "libnone.so")] },
    ),
    sound(
      "name-service",
      "modules of the name service are loaded by libc itself",
      { libraries: [...LIBRARIES, entry("libnss_files")] },
      { host: [library("lib/libnss_files.so.2", "libc.so.6")] },
    ),
    sound("static", "a static program needs neither loader nor library", {
      exec: "/usr/bin/busybox",
      program: [program("/usr/bin/busybox"), PROC],
      libraries: [],
    }),
    sound(
      "moved",
      "moved libraries",
      { moves: [move("/usr/lib/libdep.so.2"), move("/usr/lib/libdep.so.2.0")], libraries: libraries(...BASE, "libapp.so.1") },
      {
        gone: ["usr/lib/libapp.so.1.0"],
        host: [library("usr/lib/libapp.so.1", "libc.so.6"), needing({ needed: ["libdep.so.2", "libapp.so.1", "libc.so.6"] })],
      },
    ),
    sound("hard-links", "libraries as hard links, where no process is root", {
      libraries: libraries(...BASE, "libapp"),
      hardlinks: [entry("libdep")],
    }),
    sound(
      "library-with-interpreter",
      "a library that names an interpreter is not executed for that",
      {},
      { host: [elf("lib/libc.so.6", { soname: "libc.so.6", interpreter: "/opt/none/ld.so" })] },
    ),
  ],
};
