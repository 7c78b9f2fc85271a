"""complete-in.py SHELL SCRIPT LINE...: types each line into an interactive shell that read SCRIPT, inserts all completions at its end, and prints what the line is then."""

import os
import pty
import re
import select
import sys
import time

SHELLS = {
    # M-* inserts all completions. What stands on the line is written between marks by C-g.
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "PS1=; bind 'set enable-bracketed-paste off'; bind -x '\"\\C-g\": printf \"<%s>\\n\" \"[$READLINE_LINE]\"'; source {script}",
        "\x1b*",
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        "PS1=; autoload -U compinit; compinit -u -D; all() {{ _main_complete; compstate[insert]=all }}; zle -C all complete-word all;"
        " bindkey '^X' all; show() {{ print -r -- \"<[$BUFFER]>\" }}; zle -N show; bindkey '^G' show; source {script}",
        "\x18",
    ),
}


def main() -> None:
    shell, script, *lines = sys.argv[1:]
    command, setup, complete = SHELLS[shell]
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, {**os.environ, "TERM": "dumb", "HISTFILE": "/dev/null"})
    send(terminal, setup.format(script=script) + "; echo '<'[ready]'>'\r")
    until(terminal, r"<\[ready\]>")
    for line in lines:
        send(terminal, line + complete + "\x07")
        print(until(terminal, r"<\[(.*?)\]>").rstrip(" "), flush=True)
        send(terminal, "\x15")
    send(terminal, "exit\r")


def send(terminal: int, text: str) -> None:
    os.write(terminal, text.encode())


def until(terminal: int, pattern: str) -> str:
    """What the terminal shows up to a match; its first group."""
    seen = ""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65536).decode(errors="replace")
        found = re.search(pattern, seen)
        if found:
            return found[1] if found.groups() else found[0]
    sys.exit(f"the shell shows {seen!r}")


main()
