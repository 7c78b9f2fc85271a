import { describe, expect, it } from "vitest";
import { capable, checkOf, messages, mount } from "./check-of.ts";

const ping = (caps = "cap_net_raw,cap_net_admin+ep") => capable({ path: "usr/bin/ping", mode: 0o755, content: "ping" }, caps);
const keep = (...names: readonly string[]) => `<CapKeep>${names.join(" ")}</CapKeep>`;
const drop = (...names: readonly string[]) => `<CapDrop>${names.join(" ")}</CapDrop>`;
const CODES = ["capability-not-kept", "dead-capability"];
const PLAIN = mount("/usr/bin/ping", { options: "ro,bind,nodev" });
const BOTH = "usr/bin/ping has cap_net_admin,cap_net_raw=ep";

describe("capabilities of files", () => {
  it.each([
    ["", []],
    [keep("net_raw", "net_admin"), []],
    [keep("net_raw"), [`capability-not-kept: ${BOTH}, but CapKeep lacks net_admin: exec fails with EPERM`]],
    [drop("chown"), []],
    [drop("net_raw", "net_admin"), [`capability-not-kept: ${BOTH}, but CapDrop takes net_admin, net_raw away: exec fails with EPERM`]],
  ])("must be kept: %s", (config, expected) => {
    expect(messages(checkOf({ host: [ping()], config, rootfs: PLAIN }), ...CODES)).toEqual(expected);
  });

  it("are an error with what helps", () => {
    expect(checkOf({ host: [ping("cap_net_raw+ep")], config: keep("chown"), rootfs: PLAIN })).toMatchObject([
      { code: "capability-not-kept", severity: "error", help: "add net_raw to CapKeep", location: { file: "0.xml", line: 5 } },
    ]);
  });

  it("that are not effective let the program run without, inheritable ones grant nothing", () => {
    expect(messages(checkOf({ host: [ping("cap_net_raw+p")], config: drop("net_raw"), rootfs: PLAIN }))).toEqual([
      "capability-not-kept: usr/bin/ping has cap_net_raw=p, but CapDrop takes net_raw away: the program runs without",
    ]);
    expect(messages(checkOf({ host: [ping("cap_net_raw+ei")], config: drop("net_raw"), rootfs: PLAIN }), ...CODES)).toEqual([]);
  });

  it("are dead on a nosuid mount, and then can't fail where LXC applies it", () => {
    const found = (options: string, config = "", remountHook = true) => {
      const rootfs = mount("/usr/bin/ping", { options });
      return messages(checkOf({ host: [ping("cap_net_raw+ep")], config, rootfs, options: { remountHook } }), ...CODES);
    };
    const dead = "dead-capability: usr/bin/ping has cap_net_raw=ep, which nosuid on its mount disables";
    const lost = "capability-not-kept: usr/bin/ping has cap_net_raw=ep, but CapDrop takes net_raw away: exec fails with EPERM";
    expect(found("ro,bind,nosuid,nodev")).toEqual([dead]);
    expect(found("ro,bind,nosuid,nodev", drop("net_raw"))).toEqual([dead]);
    expect(found("bind,nosuid,nodev", drop("net_raw"))).toEqual([dead]);
    expect(found("bind,nosuid,nodev", drop("net_raw"), false)).toEqual([lost, dead]);
  });

  it("count as the overlay sets them, by a mount or a move", () => {
    const plain = { path: "usr/bin/ping", mode: 0o755, content: "ping" };
    const mounted = PLAIN.replace("<Entry ", '<Entry caps="cap_net_raw+ep" ');
    const moved = `<MoveContent><Entry type="file" caps="cap_net_raw+ep"><Source>/usr/bin/ping</Source>
      <Destination>bin/ping</Destination></Entry></MoveContent>`;
    expect(messages(checkOf({ host: [plain], config: drop("net_raw"), rootfs: mounted }), ...CODES)).toHaveLength(1);
    expect(messages(checkOf({ host: [plain], config: drop("net_raw"), rootfs: moved }), ...CODES)).toEqual([
      "capability-not-kept: bin/ping has cap_net_raw=ep, but CapDrop takes net_raw away: exec fails with EPERM",
    ]);
  });

  it("count where the file is one of a container that is on the host already", () => {
    const plain = { path: "container/OTHER/bin/ping", mode: 0o755, content: "ping" };
    const mounted = mount("/container/OTHER/bin/ping", { options: "ro,bind,nodev" }).replace("<Entry ", '<Entry caps="cap_net_raw+ep" ');
    expect(messages(checkOf({ host: [plain], config: drop("net_raw"), rootfs: mounted }), ...CODES)).toEqual([
      "capability-not-kept: container/OTHER/bin/ping has cap_net_raw=ep, but CapDrop takes net_raw away: exec fails with EPERM",
    ]);
  });

  it("in a directory count where the program is started", () => {
    const rootfs = mount("/usr/bin", { type: "dir" });
    const found = (exec?: string) =>
      messages(checkOf({ host: [ping()], config: drop("net_raw"), rootfs, ...(exec === undefined ? {} : { exec }) }), ...CODES);
    expect(found()).toEqual([]);
    expect(found("/usr/bin/ping")).toEqual([`dead-capability: ${BOTH}, which nosuid on its mount disables`]);
  });
});

describe("rights that NoNewPrivs keeps a process from gaining", () => {
  const su = { path: "usr/bin/su", mode: 0o4755, content: "su" };
  const user = "<UserName>app</UserName><NoNewPrivs>1</NoNewPrivs>";
  const found = (config: string, given: Partial<Parameters<typeof checkOf>[0]> = {}) =>
    messages(
      checkOf({
        host: [ping("cap_net_raw+ep"), su, { path: "usr/bin/ls", mode: 0o755, content: "ls" }],
        config,
        rootfs: `${PLAIN}${mount("/usr/bin/su", { options: "ro,bind,nodev" })}${mount("/usr/bin/ls")}`,
        options: { secure: true },
        ...given,
      }),
      "rights-not-gained",
      "dead-capability",
    );
  const keeps = "which NoNewPrivs keeps a process from gaining";
  const both = [
    `rights-not-gained: usr/bin/ping has cap_net_raw=ep, ${keeps}`,
    `rights-not-gained: usr/bin/su has its setuid bit, ${keeps}`,
  ];

  it("are capabilities and the setuid bit of its files", () => {
    expect(found(user)).toEqual(both);
    expect(found("<UserName>app</UserName><NoNewPrivs>0</NoNewPrivs>")).toEqual([]);
    expect(found("<UserName>app</UserName>")).toEqual([]);
  });

  it("are none for root, but for an attached user's", () => {
    expect(found(user, { options: {} })).toEqual([]);
    expect(found("<UserName>root</UserName><NoNewPrivs>1</NoNewPrivs>")).toEqual([]);
    const attach = (name: string) =>
      `<Attach><ParamName>a</ParamName><ExecName>/usr/bin/ls</ExecName><UserName>${name}</UserName></Attach>`;
    const given = (name: string) => ({ exec: "/usr/bin/ls", params: attach(name) });
    expect(found("<NoNewPrivs>1</NoNewPrivs>", given("app"))).toEqual(both);
    expect(found("<NoNewPrivs>1</NoNewPrivs>", given("root"))).toEqual([]);
  });

  it("are not told of twice where nosuid takes them as well", () => {
    const rootfs = mount("/usr/bin/ping", { options: "ro,bind,nosuid,nodev" });
    expect(found(user, { rootfs })).toEqual(["dead-capability: usr/bin/ping has cap_net_raw=ep, which nosuid on its mount disables"]);
  });
});
