import { describe, expect, it } from "vitest";
import { wrappedCommand } from "../../src/execution/wrapped-command.ts";

describe("wrappedCommand", () => {
  it.each([
    "timeout 5 app -x",
    "timeout -s KILL -k5 --preserve-status 1.5m app -x",
    "timeout --signal=TERM --kill-after 5 -- 5 app -x",
    "timeout -t 5 -s KILL app -x",
    "nice app -x",
    "/usr/bin/nice -n 5 app -x",
    "nice -n-5 app -x",
    "nice -19 app -x",
    "nohup app -x",
    "nohup -- app -x",
    "setsid -cw app -x",
    "ionice -c 2 -n7 -t app -x",
    "ionice --class=idle app -x",
    "chrt -f 10 app -x",
    "chrt -R -d --sched-runtime 5 0 app -x",
    "taskset -c 0-1,3 app -x",
    "taskset 0x3 app -x",
    "stdbuf -oL -e 0 --input=0 app -x",
    "tini -s -g -- app -x",
    "dumb-init --rewrite 15:2 app -x",
    "start-stop-daemon -S -b -q -m -p /run/a.pid -x app -- -x",
    "start-stop-daemon --start --exec /bin/true --startas=app -- -x",
  ])("reads %s", (text) => expect(wrappedCommand(text.split(" "))).toEqual(["app", "-x"]));

  it.each(
    [
      "app",
      "timeout",
      "timeout --help",
      "timeout infinity app",
      "timeout --foreground=1 5 app",
      "nice --what app",
      "nice -n 5",
      "nice -n",
      "nohup -x app",
      "setsid --version app",
      "ionice -p 5",
      "chrt -p 5",
      "chrt -f app",
      "taskset -p 1 5",
      "tini -- --x",
      "start-stop-daemon -x app",
      "start-stop-daemon -K -x app",
      "start-stop-daemon -S -c daemon -x app",
      "start-stop-daemon -S -p /run/a.pid",
      "su app",
    ].map((text) => [text] as const),
  )("follows nothing of %s", (text) => {
    expect(wrappedCommand(text.split(" "))).toBeUndefined();
  });

  it("leaves words that are not known", () => {
    expect(wrappedCommand([undefined, "5", "app"])).toBeUndefined();
    expect(wrappedCommand(["nice", undefined, "app"])).toEqual([undefined, "app"]);
    expect(wrappedCommand(["timeout", "5", undefined])).toEqual([undefined]);
    expect(wrappedCommand(["nice", "app", undefined])).toEqual(["app", undefined]);
  });
});
