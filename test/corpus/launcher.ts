import { elf } from "../check/check-of.ts";
import { error, hint, type Kind, sound, warning } from "./case.ts";
import { type Description, here, program } from "./description.ts";

/** A description whose program gets parameters; a finding is to point at them. */
const given = (text: string, more: Description = {}): Description => ({
  ...more,
  launcher: [here(`<ExecParams>${text}</ExecParams>`), ...(more.launcher ?? [])],
});

const NOTIFY = '<SystemdNotify create="yes"/>';
const notified = (name: string): string => `<SystemdNotify create="yes">${here(`<ProcessName>${name}</ProcessName>`)}\n</SystemdNotify>`;
const BUSYBOX = program("/usr/bin/busybox");

const attach = (text: string): Description => ({
  launcher: [
    "<Attach>",
    "<ParamName>shell</ParamName>",
    "<ExecName>/usr/bin/busybox</ExecName>",
    here(`<ExecParams>${text}</ExecParams>`),
    "<UserName>app</UserName>",
    "</Attach>",
  ],
  mounts: [BUSYBOX],
});

/** A shell of the container that gets parameters. */
const inShell = (text: string): Description => given(text, { exec: "/bin/sh", mounts: [program("/bin/sh")] });

const UNREADABLE = "sh reads the script's `case` as a whole (POSIX, XCU 2.9.4): no branch of it runs";

/** Shell text of launchers: XCU 2, "Shell Command Language". */
export const LAUNCHER: Kind = {
  kind: "launcher",
  faults: [
    warning(
      "shell-text-unquoted",
      "unquoted-shell-text",
      "$0 and $1 of the text, which does not use them: XCU, sh",
      inShell("-c /usr/bin/app -v"),
      {
        mended: { description: inShell("-c '/usr/bin/app -v'") },
      },
    ),
    error("shell-text-exec", "unquoted-shell-text", "exec without a command does nothing: XCU 2.14", inShell("-c exec /usr/bin/app -v"), {
      mended: { description: inShell("-c 'exec /usr/bin/app -v'") },
    }),
    error("apostrophe", "launcher-syntax", `an apostrophe in a text: ${UNREADABLE}`, given("--banner it's-on"), {
      mended: { description: given('--banner "it\'s-on"') },
    }),
    error("open-quote", "launcher-syntax", `a quote that is closed in another element: ${UNREADABLE}`, given('--title "My device')),
    error("backquote", "launcher-syntax", `a backquote that nothing closes: ${UNREADABLE}`, given("--host `hostname")),
    error("substitution", "launcher-syntax", `a substitution that nothing closes: ${UNREADABLE}`, given("--id $(cat /etc/machine-id")),
    error("arithmetic", "launcher-syntax", `arithmetic that nothing closes: ${UNREADABLE}`, given("--size $((4*1024)")),
    error("brace", "launcher-syntax", `a brace that nothing closes: ${UNREADABLE}`, given("--mode ${2:-normal")),
    error("group-end", "launcher-syntax", `a brace that closes what the launcher opened: ${UNREADABLE}`, given("-c /etc/app.conf; }")),
    error("parentheses", "launcher-syntax", `parentheses of a regular expression: ${UNREADABLE}`, given("--match (eth|wlan)0"), {
      mended: { description: given("--match '(eth|wlan)0'") },
    }),
    error("or-nothing", "launcher-syntax", `an operator without a command: ${UNREADABLE}`, given("-c /etc/app.conf ||")),
    error("branch-end", "launcher-syntax", `;; ends the branch, and begins another: ${UNREADABLE}`, given("-v;;")),
    error("angle", "launcher-syntax", `a redirection to nothing: ${UNREADABLE}`, given("--name &lt;none&gt;")),
    error("here-document", "launcher-syntax", "a here-document takes the lines that follow in the script", given("-c - &lt;&lt;EOF")),
    error("attach", "launcher-syntax", `in an Attach: ${UNREADABLE}`, attach("echo don't"), { mended: { description: attach("echo ok") } }),
    error("name", "launcher-syntax", `in ExecName: ${UNREADABLE}`, {
      exec: '/usr/bin/app "-c',
    }),
    error(
      "background-twice",
      "launcher-syntax",
      "a & of one's own before that of SystemdNotify",
      given("-v &amp;", { launcher: [NOTIFY] }),
      {
        mended: { description: given("-v", { launcher: [NOTIFY] }) },
      },
    ),
    error("semicolon-before", "launcher-syntax", "a ; before the & of SystemdNotify", given("-v;", { launcher: [NOTIFY] })),
    error(
      "backslash",
      "launcher-syntax",
      "a backslash at the end joins the brace that ends a group",
      given("-v &amp;&amp; touch /run/x\\"),
    ),

    warning("sequence", "runs-on-host", "the second command is the launcher's own", given("-v; sleep 5; reboot"), {
      mended: { description: given("-v '; sleep 5; reboot'") },
    }),
    warning("success", "runs-on-host", "what runs after lxc-execute has ended", given("-v &amp;&amp; logger done")),
    warning("failure", "runs-on-host", "what runs where lxc-execute fails", given("-v || reboot")),
    warning("url", "runs-on-host", "an & in a URL parts commands", given("--url http://example.com/?a=1&amp;b=2"), {
      mended: { description: given("--url 'http://example.com/?a=1&amp;b=2'") },
    }),
    warning("attach-sequence", "runs-on-host", "in an Attach", attach("id; id")),
    warning("background", "ends-in-background", "systemd.kill(5): what is left when the main process ends is killed", given("-v &amp;"), {
      mended: { description: given("-v") },
    }),
    warning("colour", "cut-by-comment", "XCU 2.3: # begins a comment where it begins a word", given("--colour #ff0000 -v"), {
      mended: { description: given("--colour '#ff0000' -v") },
    }),
    warning("channel", "cut-by-comment", "a name that begins with #", given("-j #devices")),
    warning("variable", "host-variable", "the host's shell expands it", given("-c $APP_CONF"), {
      mended: { description: given("-c ${APP_CONF:-/etc/app.conf}") },
    }),
    warning("own-variable", "host-variable", "Environment is the container's, and the shell the host's", {
      ...given('--home "${APP_HOME}/x"'),
      environment: ["<Variable>APP_HOME=/tmp</Variable>"],
    }),
    warning(
      "shell-variable",
      "host-variable",
      "double quotes leave it to the host's shell",
      { ...given('sh -c "echo $HOSTNAME"'), exec: "/usr/bin/busybox", mounts: [BUSYBOX], program: [], libraries: [] },
      {
        mended: {
          description: { ...given("sh -c 'echo $HOSTNAME'"), exec: "/usr/bin/busybox", mounts: [BUSYBOX], program: [], libraries: [] },
        },
      },
    ),
    error(
      "process-name",
      "process-name-unmatched",
      "lxccpid compares the whole command line",
      given("-v", { launcher: [notified("/usr/bin/app -x")] }),
      {
        mended: { description: given("-v", { launcher: [notified("/usr/bin/app -v")] }) },
      },
    ),
    error(
      "process-absent",
      "process-name-unmatched",
      "no file of the container has that name",
      given("-v", { launcher: [notified("/usr/bin/aap")] }),
    ),
    error(
      "process-of-env",
      "process-name-unmatched",
      "execve(2): env's command line becomes the program's",
      { exec: "/usr/bin/env", launcher: ["<ExecParams>A=1 /usr/bin/app</ExecParams>", NOTIFY], mounts: [program("/usr/bin/env")] },
      {
        host: [elf("usr/bin/env")],
        mended: {
          description: {
            exec: "/usr/bin/env",
            launcher: ["<ExecParams>A=1 /usr/bin/app</ExecParams>", notified("/usr/bin/app")],
            mounts: [program("/usr/bin/env")],
          },
        },
      },
    ),
    error("process-of-exec", "process-name-unmatched", "so does that of a shell that only executes it", {
      exec: "/bin/sh",
      launcher: ["<ExecParams>-c 'exec /usr/bin/app -v'</ExecParams>", notified("/bin/sh")],
      mounts: [program("/bin/sh")],
    }),
    warning("typographic-quotes", "typographic-quote", "XCU 2.2: they are letters", given("-v \u201cnew\u201d"), {
      mended: { description: given('-v "new"') },
    }),
    warning("home", "host-variable", "XCU 2.6.1: the home of the host's root", given("-d ~/app"), {
      mended: { description: given("-d /tmp") },
    }),
    hint("port", "low-port", "ip(7): ports below 1024 are for who has CAP_NET_BIND_SERVICE", given("--port 80")),
    hint("port-of-address", "low-port", "the same behind an address", given("--listen=0.0.0.0:443")),
  ],
  clean: [
    sound(
      "process-of-script",
      "a script's command line begins with its interpreter",
      {
        exec: "/bin/sh",
        launcher: ["<ExecParams>-c 'exec /usr/bin/run'</ExecParams>", NOTIFY],
        mounts: [program("/bin/sh"), program("/usr/bin/run")],
      },
      { host: [{ path: "usr/bin/run", mode: 0o755, content: "#!/bin/sh\nwhile :; do sleep 1; done\n" }] },
    ),
    sound("process-after-shell", "a shell that does something before", {
      exec: "/bin/sh",
      launcher: ["<ExecParams>-c 'sleep 1; exec /usr/bin/app -v'</ExecParams>", NOTIFY],
      mounts: [program("/bin/sh")],
    }),
    sound("typographic-in-quotes", "a text for people, in quotes of the shell", given("--title '\u201cnew\u201d' --note \"it\u2019s\"")),
    sound("tilde-inside", "a tilde that begins no word", given("/tmp/a~ '~/b' x=~")),
    sound("quoted", "signs of the shell in quotes", given("-x 'a;b &amp; c' \"d # e\" f\\;g")),
    sound("redirected", "the output goes where it is sent", given("-v &gt; /dev/null 2&gt;&amp;1")),
    sound("piped", "the output goes to a program of the host", given("-v 2&gt;&amp;1 | logger -t app")),
    sound(
      "substituted",
      "a substitution is the host's on purpose, variables in it as well",
      given('--id "$(cat /etc/app.conf; echo $HOME)" `hostname`'),
    ),
    sound("arguments", "the launcher's own arguments", given('"$@" "$2" ${3:-x} $#')),
    sound("ended", "how the launcher ends", given("-v || true")),
    sound("hash", "a # within a word", given("-j a#b")),
    sound("braces", "braces within words are the program's", given("} -x {} {")),
    sound("comment-notified", "a comment at the end is told, and parses", given("-v", { launcher: [NOTIFY] })),
    sound("regular", "an escaped parenthesis", given("--match \\(eth\\|wlan\\)0")),
  ],
};
