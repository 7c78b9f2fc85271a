import { describe, expect, it } from "vitest";
import { containerOf, read, withParams } from "./reading.ts";

const START = "<LauncherName>l</LauncherName><ExecName>/bin/x -a</ExecName>";
const attach = (param: string, more = ""): string => `<Attach><ParamName>${param}</ParamName><ExecName>/bin/a</ExecName>${more}</Attach>`;
const launcherOf = (...insides: string[]) =>
  containerOf(insides.map((inside, index) => withParams(inside, index === 0 ? 'SandboxName="S"' : 'SandboxName="S" APPEND="A"'))).launcher;
const found = (...insides: string[]): readonly string[] =>
  read(insides.map((inside, index) => withParams(inside, index === 0 ? 'SandboxName="S"' : 'SandboxName="S" APPEND="A"'))).found;

describe("LxcParams", () => {
  it("gives a launcher with its defaults", () => {
    expect(launcherOf(START)).toMatchObject({
      name: { value: "l", span: { line: 2, column: 1 } },
      containerName: { value: "S" },
      command: { exec: "/bin/x -a", params: undefined, span: { line: 2, column: 31 } },
      notify: undefined,
      stop: undefined,
      output: undefined,
      attaches: [],
    });
  });

  it("reads all there is", () => {
    const notify = '<SystemdNotify create="yes" forking="yes"><PidFile>/run/p</PidFile><ProcessName>/bin/p</ProcessName></SystemdNotify>';
    const output = '<Output enable="true"><LogFile>/var/l</LogFile><LogPriority>ERROR</LogPriority></Output>';
    const user = "<UserName>u</UserName><GroupName>g</GroupName>";
    const launcher = launcherOf(
      `${START}<ContainerName>C</ContainerName><ExecParams>\t-b "$1"\t|\tcat\n</ExecParams><StopFunction enable="true"/>` +
        `${notify}${output}${attach("one", user)}`,
    );
    expect(launcher).toMatchObject({
      containerName: { value: "C" },
      command: { params: { value: '-b "$1"\t|\tcat' } },
      notify: { pidFile: "/run/p", processName: "/bin/p", forking: true },
      output: { logFile: { value: "/var/l" }, logPriority: "ERROR" },
      attaches: [{ param: "one", command: { exec: "/bin/a" }, userName: { value: "u" }, groupName: { value: "g" }, notify: undefined }],
    });
    expect(launcher?.stop).toBeDefined();
  });

  it("notifies only with create, and about the first word of ExecName", () => {
    expect(launcherOf(`${START}<SystemdNotify create="yes"/>`)?.notify).toEqual({
      pidFile: undefined,
      processName: "/bin/x",
      forking: false,
    });
    expect(launcherOf(`${START}<SystemdNotify create="no"/><StopFunction enable="false"/><Output enable="no"/>`)).toMatchObject({
      notify: undefined,
      stop: undefined,
      output: undefined,
    });
  });

  it.each([
    ['<SystemdNotify forking="yes"/>', ["not-switched-on@3:1"]],
    ["<SystemdNotify><PidFile>/p</PidFile></SystemdNotify>", ["not-switched-on@3:1"]],
    ["<Output><LogFile>/l</LogFile></Output>", ["not-switched-on@3:1"]],
    ['<SystemdNotify create="no" forking="yes"><PidFile>/p</PidFile></SystemdNotify>', []],
    ['<SystemdNotify forking="no"/><Output><LogFile/></Output>', []],
    ['<Output enable="false"><LogFile>/l</LogFile></Output>', []],
  ])("warns where notification or output is not switched on: %s", (inside, expected) => {
    const { containers, found: findings } = read(withParams(`${START}\n${inside}`));
    expect(findings).toEqual(expected);
    expect(containers[0]?.launcher).toMatchObject({ notify: undefined, output: undefined });
  });

  it.each([
    ['"/usr/bin/my app" -x', "/usr/bin/my app"],
    ["/bin/sh -c x", "/bin/sh"],
    ["$APP -x", "$APP"],
  ])("takes the first word as the shell does: %s", (exec, processName) => {
    const text = `<LauncherName>l</LauncherName><ExecName>${exec}</ExecName><SystemdNotify create="yes"/>`;
    expect(launcherOf(text)?.notify?.processName).toBe(processName);
  });

  it("lets the last active one count", () => {
    const params = (name: string, attributes = ""): string =>
      `<LxcParams ${attributes}><LauncherName>${name}</LauncherName><ExecName>x</ExecName></LxcParams>`;
    const all = params("a") + params("d", 'version="debug"') + params("2", 'version="debug" VER="2.."') + params("r", 'version="release"');
    const text = `<CONTAINER SandboxName="S">${all}</CONTAINER>`;
    expect(containerOf(text, { tags: "version=debug,VER=1" }).launcher?.name.value).toBe("d");
    expect(containerOf(text, { tags: "version=debug,VER=2" }).launcher?.name.value).toBe("2");
    expect(containerOf(text, { tags: "version=release,VER=2" }).launcher?.name.value).toBe("r");
  });

  it("does not count where it is empty", () => {
    const text = withParams(START).replace("</CONTAINER>", "<LxcParams/></CONTAINER>");
    expect(containerOf(text).launcher?.name.value).toBe("l");
  });

  it("warns where there is none", () => {
    const { containers, found: findings } = read('<CONTAINER SandboxName="S"/>');
    expect(findings).toEqual(["no-launcher@1:1"]);
    expect(containers[0]?.launcher).toBeUndefined();
  });

  it("lets a repeated ParamName replace the first one in its place, with a warning", () => {
    const inside = `${START}${attach("one")}${attach("two")}\n<Attach><ParamName>one</ParamName><ExecName>/bin/b</ExecName></Attach>`;
    const { containers, found: findings } = read(withParams(inside));
    expect(findings).toEqual(["repeated-param@3:1"]);
    expect(containers[0]?.launcher?.attaches.map(({ param, command }) => [param, command.exec])).toEqual([
      ["one", "/bin/b"],
      ["two", "/bin/a"],
    ]);
  });

  it("skips an Attach that sets nothing", () => {
    expect(launcherOf(`${START}<Attach><ParamName></ParamName></Attach><Attach/>`)?.attaches).toEqual([]);
  });

  it.each([
    ["<ExecName>x</ExecName>", "missing-element@1:28"],
    ["<LauncherName>l</LauncherName>", "missing-element@1:28"],
    [`${START}\n<Attach><ExecName>x</ExecName></Attach>`, "missing-element@3:1"],
    [`${START}\n<Attach><ParamName>p</ParamName></Attach>`, "missing-element@3:1"],
    [`${START}\n${attach("start")}`, "bad-value@3:9"],
    [`${START}\n${attach("stop")}`, "bad-value@3:9"],
    [`${START}\n${attach("a b")}`, "bad-value@3:9"],
    [`${START}\n<ContainerName>-x</ContainerName>`, "bad-value@3:1"],
    [`<LauncherName>${"l".repeat(65)}</LauncherName><ExecName>x</ExecName>`, "bad-value@2:1"],
    [`${START}\n<ExecParams>a\nb</ExecParams>`, "control-character@3:1"],
    [`${START}\n<Output enable="true"><LogPriority>error</LogPriority></Output>`, "bad-value@3:23"],
    [`${START}\n<StopFunction enable="on"/>`, "bad-value@3:15"],
    [`${START}\n<ExecName>y</ExecName>`, "repeated-element@3:1"],
  ])("reports %j", (inside, expected) => expect(read(withParams(inside)).found).toEqual([expected]));
});

describe("LxcParams of an append", () => {
  const base =
    `${START}<ExecParams>-b</ExecParams><SystemdNotify create="yes"/><StopFunction enable="true"/><Output enable="true">` +
    `<LogFile>/l</LogFile></Output>${attach("one")}${attach("two")}`;

  it("replaces start and leaves Output and StopFunction", () => {
    const launcher = launcherOf(base, "<LauncherName>l</LauncherName><ExecName>/bin/y</ExecName>");
    expect(launcher).toMatchObject({
      command: { exec: "/bin/y", params: undefined },
      notify: undefined,
      output: { logFile: { value: "/l" } },
    });
    expect(launcher?.stop?.file).toBe("1.xml");
  });

  it("replaces Output and StopFunction where it has them", () => {
    expect(launcherOf(base, '<StopFunction enable="false"/><Output enable="true"><LogPriority>WARN</LogPriority></Output>')).toMatchObject({
      stop: undefined,
      output: { logFile: undefined, logPriority: "WARN" },
    });
  });

  it("adds Attach, and replaces one of the same ParamName in its place without a warning", () => {
    const launcher = launcherOf(base, `<Attach><ParamName>one</ParamName><ExecName>/bin/b</ExecName></Attach>${attach("three")}`);
    expect(launcher?.attaches.map(({ param, command }) => `${param} ${command.exec}`)).toEqual([
      "one /bin/b",
      "two /bin/a",
      "three /bin/a",
    ]);
    expect(launcher?.command.params?.value).toBe("-b");
  });

  it("may supply what the base lacks", () => {
    expect(launcherOf("<LauncherName>l</LauncherName>", START)?.command.exec).toBe("/bin/x -a");
  });

  it("is judged after all of them are merged", () => {
    const append = (inside: string): string => withParams(inside, 'SandboxName="S" APPEND="A"');
    const none = '<CONTAINER SandboxName="S"><LxcConfig/></CONTAINER>';
    const launcher = containerOf([none, append(attach("one")), append(START)]).launcher;
    expect(launcher).toMatchObject({ name: { value: "l" }, command: { exec: "/bin/x -a" }, attaches: [{ param: "one" }] });
    expect(read([none, append(attach("one"))]).found).toEqual(["missing-element@2.xml:1:39", "missing-element@2.xml:1:39"]);
    expect(read([none, append(attach("one")), append(START), append("<LauncherName>m</LauncherName>")]).found).toEqual([
      "launcher-mismatch@4.xml:2:1",
    ]);
  });

  it.each([
    ["<ExecName>y</ExecName>", ["incomplete-start@2.xml:2:1"]],
    ["<ExecParams>y</ExecParams>", ["incomplete-start@2.xml:2:1"]],
    ["<LauncherName>m</LauncherName>", ["launcher-mismatch@2.xml:2:1"]],
    ["<ContainerName>T</ContainerName>", ["launcher-mismatch@2.xml:2:1"]],
    ["<LauncherName>l</LauncherName><ContainerName>S</ContainerName>", []],
  ])("%j: %j", (inside, expected) => expect(found(base, inside)).toEqual(expected));
});
