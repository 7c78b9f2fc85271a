import { describe, expect, it } from "vitest";
import { link, type EntrySketch } from "../rootfs/rootfs-of.ts";
import { allFound, libraries, library, messages, mount, planOf } from "../check/check-of.ts";

const HOST: readonly EntrySketch[] = [
  library("usr/lib/libz.so.1.3"),
  link("usr/lib/libz.so.1", "libz.so.1.3"),
  link("usr/lib64", "lib"),
  link("etc/localtime", "../usr/share/zoneinfo/UTC"),
  { path: "usr/share/zoneinfo/UTC", content: "UTC" },
  { path: "etc/app/conf", content: "a" },
  link("etc/dangling", "/run/made/later"),
  link("etc/loop", "loop"),
  link("var/now", "app"),
  { path: "dev/null", type: "character" },
  { path: "dev/snd/controlC0", type: "character" },
];

const CODES = [
  "mount-point-symlink",
  "mount-point-missing",
  "nested-mount",
  "relative-source",
  "comment-source",
  "slash-after-file",
  "missing-source",
];

/** Code, severity and help of what is found about mounts. */
const found = (rootfs: string, options = {}): readonly string[] =>
  allFound({ host: HOST, rootfs, options })
    .filter(({ code }) => CODES.includes(code))
    .map(
      ({ code, severity, message, help }) => `${severity}[${code}] ${message.replaceAll(/ \(?MountPoints at [\d.xml:]+\)?/g, "")}; ${help}`,
    );

const optionsOf = (rootfs: string, place: string): readonly string[] | undefined =>
  planOf({ host: HOST, rootfs }).plan.containers[0]?.mounts.find((each) => each.place === place)?.options;

const typeOf = (rootfs: string, place: string): string | undefined =>
  planOf({ host: HOST, rootfs }).plan.containers[0]?.rootfs?.tree.get(place)?.type;

const etc = mount("/etc", { type: "dir", options: "ro,bind,nosuid,nodev" });
const tmpfs = (to: string, type = "dir"): string => mount("tmpfs", { to, type, fs: "tmpfs", options: "size=1m" });

describe("a mount point that is a symlink in another mount", () => {
  const none = (to: string, at: string, target: string): string =>
    `error[mount-point-symlink] LXC will not start with a mount on ${to}: ${at} is a symlink to ${target} in the mount of; `;

  it("is refused, and a library that the other mount shows is to be removed", () => {
    const usrLib = mount("/usr/lib", { type: "dir" });
    expect(found(usrLib + libraries("libz"))).toEqual([
      `${none("usr/lib/libz.so.1", "usr/lib/libz.so.1", "libz.so.1.3")}remove the entry: the outer mount shows the same already`,
    ]);
  });

  it.each([
    ["/etc/localtime", "ro,bind", none("etc/localtime", "etc/localtime", "../usr/share/zoneinfo/UTC"), "usr/share/zoneinfo/UTC"],
    ["/etc/dangling", "ro,bind,create=file", none("etc/dangling", "etc/dangling", "/run/made/later"), "run/made/later"],
  ])("is refused for %s with %s", (path, options, refused, place) => {
    expect(found(etc + mount(path, { options }))).toEqual([`${refused}use ${place} as Destination, where the symlink leads`]);
  });

  it("is refused on the way as well, wherever the outer mount is", () => {
    const entries = mount("/usr", { type: "dir", to: "host" }) + mount("/etc/app/conf", { to: "host/lib64/libz.so.1.3" });
    expect(found(entries)).toEqual([
      `${none("host/lib64/libz.so.1.3", "host/lib64", "lib")}use host/lib/libz.so.1.3 as Destination, where the symlink leads`,
    ]);
    const root = mount("/", { type: "dir", to: "host" }) + mount("/etc/app/conf", { to: "host/etc/loop" });
    expect(found(root)).toEqual([
      `${none("host/etc/loop", "host/etc/loop", "loop")}mount what is needed of the outer one entry by entry instead of all of it`,
    ]);
  });

  it("is a warning where the device may have something else, and nothing where the mount is optional", () => {
    const variable = mount("/var", { type: "dir", options: "rw,bind" });
    expect(found(variable + mount("/etc/app", { type: "dir", to: "var/now" }))[0]).toMatch(/^warning\[mount-point-symlink\]/);
    expect(found(etc + mount("/etc/localtime", { options: "ro,bind,optional" }))).toEqual([]);
  });
});

describe("a mount point that is missing in another mount", () => {
  const missing = (mayCreate: boolean): string =>
    `error[mount-point-missing] etc/new lies inside the mount of, which has no such place: LXC will not start the container; ${
      mayCreate ? "add create=file to the Options" : "LXC can't make it there"
    }`;

  it.each([
    ["ro,bind", "ro,bind", {}, [missing(false)]],
    ["ro,bind", "ro,bind,create=file", {}, [missing(false)]],
    ["rw,bind", "ro,bind", {}, [missing(true)]],
    ["rw,bind", "ro,bind,create=file", {}, []],
    ["rw,bind", "ro,bind,create=file", { readOnlyHost: true }, [missing(false)]],
  ])("of /etc with %s, itself with %s, %j", (outer, options, more, expected) => {
    const entries = mount("/etc", { type: "dir", options: outer }) + mount("/etc/app/conf", { to: "etc/new", options });
    expect(found(entries, more).map((each) => each.slice(0, expected[0]?.length))).toEqual(expected);
  });
});

describe("a mount over what is there", () => {
  const swap = "put the outer mount first";
  const never = "mount what is needed of it entry by entry, or elsewhere: in no order both can be seen";

  it.each(["dir", "dev"])("is refused below a fresh /dev, tmpfs of type %s", (type) => {
    const entries = mount("/dev/null", { type: "dev", to: "dev/shm/foo", options: "bind" }) + tmpfs("dev/shm", type);
    expect(found(entries)).toContain(`error[nested-mount] nested mount: dev/shm hides dev/shm/foo; ${swap}`);
  });

  it("is refused over moved content, which no order helps", () => {
    const move = '<MoveContent><Entry type="file"><Source>/etc/app/conf</Source><Destination>srv/conf</Destination></Entry></MoveContent>';
    expect(found(mount("/usr/share", { type: "dir", to: "srv" }) + move)).toEqual([
      expect.stringMatching(new RegExp(`hides srv/conf \\(MoveContent.*; ${never}$`)),
    ]);
  });
});

describe("moved content below dev/", () => {
  const move = (source: string, to: string): string =>
    `<MoveContent><Entry type="dir"><Source>${source}</Source><Destination>${to}</Destination></Entry></MoveContent>`;
  const hidden = (rootfs: string): readonly string[] => messages(allFound({ host: HOST, rootfs }), "hidden-by-dev");

  it("is hidden by a fresh /dev, which is said once an entry", () => {
    const [etcInDev, zones] = [move("/etc", "dev/"), move("/usr/share/zoneinfo", "dev/zones")];
    expect(hidden(etcInDev + zones)).toEqual([
      expect.stringMatching(/^hidden-by-dev: LXC mounts a fresh \/dev over dev\/etc\//),
      "hidden-by-dev: LXC mounts a fresh /dev over dev/zones/zoneinfo/UTC",
    ]);
    expect(hidden(`<AutoDev>0</AutoDev>${etcInDev}`)).toEqual([]);
    expect(hidden(move("/etc", "device/"))).toEqual([]);
  });
});

describe("an entry of type dev", () => {
  it("gets a directory where the host has one", () => {
    const sound = mount("/dev/snd", { type: "dev", options: "bind" });
    expect(optionsOf(sound, "dev/snd")).toEqual(["bind", "create=dir"]);
    expect(typeOf(`<AutoDev>0</AutoDev>${sound}`, "dev/snd")).toBe("directory");
    expect(optionsOf(mount("/dev/null", { type: "dev", options: "bind" }), "dev/null")).toEqual(["bind", "create=file"]);
    expect(optionsOf(mount("/dev/later", { type: "dev", options: "bind" }), "dev/later")).toEqual(["bind", "create=file"]);
  });
});

describe("AutoDevHook", () => {
  it.each([
    [{ sharedRootfs: true }, "", "AutoDevHook has no effect where the container shares the host's rootfs"],
    [{}, "<AutoDev>0</AutoDev>", "AutoDevHook has no effect without AutoDev 1"],
  ])("is ignored with %j%s", (options, rootfs, expected) => {
    const { found: all } = planOf({ host: HOST, config: "<AutoDevHook>/etc/hook</AutoDevHook>", rootfs, options });
    expect(messages(all, "autodev-hook-ignored")).toEqual([`autodev-hook-ignored: ${expected}`]);
  });
});

describe("what can't be mounted", () => {
  it.each([
    ["etc/app", "none", "bind", "error[relative-source] etc/app is not an absolute path: LXC will not start the container; write /etc/app"],
    ["no/such", "bind", "bind", "error[relative-source] no/such is not an absolute path: LXC will not start the container; write /no/such"],
    [
      "#etc",
      "none",
      "bind",
      "error[relative-source] #etc is not an absolute path: LXC 5 binds the whole root of the host instead; write /#etc",
    ],
    ["#x", "tmpfs", "size=1", "error[comment-source] #x begins with #: LXC takes the entry for a comment and mounts nothing; write tmpfs"],
    [
      "#e",
      "none",
      "bind,relative",
      "error[comment-source] #e begins with #: LXC takes the entry for a comment and mounts nothing; write ./#e",
    ],
  ])("is the source %s of type %s with %s", (path, fs, options, expected) => {
    expect(found(mount(path, { type: "dir", fs, options }))).toEqual([expected]);
  });

  it("is not a source that need not be absolute", () => {
    expect(found(mount("etc/app", { type: "dir", options: "bind,relative" }))).toEqual([]);
    expect(found(mount("tmpfs", { type: "dir", options: "bind" }))).toEqual([
      "error[relative-source] tmpfs is bound, and no absolute path: LXC 5 binds the whole root of the host instead; write <FsType>tmpfs</FsType>, and leave out bind",
    ]);
    expect(found(mount("proc", { type: "dir", fs: "proc", options: "ro" }))).toEqual([]);
    expect(found(mount("a#", { type: "dir", fs: "tmpfs", options: "size=1" }))).toEqual([]);
  });

  it("is a file on what ends in a slash", () => {
    const file = mount("/etc/app/conf", { to: "/etc/conf/" });
    expect(messages(planOf({ host: HOST, rootfs: file }).found, "slash-after-file")).toEqual([
      "slash-after-file: a file can't be mounted on etc/conf/: what ends in a slash is a directory",
    ]);
    expect(found(mount("/dev/null", { type: "dev", to: "dev/null/", options: "bind" }))).toHaveLength(1);
    expect(found(mount("/etc/app", { type: "dir", to: "etc/app/" }) + tmpfs("dev/shm/", "dev"))).toEqual([]);
  });
});
