import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { readHost } from "../../src/rootfs/read-host.ts";
import { authorOn, settled } from "../author/author-of.ts";
import { debianRootfs } from "../support/debian-rootfs.ts";
import { memorySource } from "../support/memory-host.ts";

const PACKAGES =
  "avahi-daemon bluez busybox chrony coreutils dash dbus dnsmasq findutils grep gzip iproute2 iputils-ping kmod libcap2-bin lighttpd login lxc " +
  "mosquitto mount net-tools nginx-light openssh-server openvpn passwd procps python3-minimal redis-server sed systemd-sysv tar util-linux";

const rootfs = await debianRootfs("armhf", PACKAGES.split(" "));

const ELF = 0x7f454c46;

(rootfs === undefined ? describe.skip : describe)("new, on a Debian rootfs", () => {
  let author: ReturnType<typeof authorOn>;
  let programs: readonly string[];

  beforeAll(() => {
    const host = readHost({ file: "rootfs.tar", source: memorySource(readFileSync(rootfs ?? "")) }).value;
    if (host === undefined) throw new Error("no rootfs");
    author = authorOn(host);
    const { nodes } = host.rootfs;
    programs = ["bin", "sbin", "usr/bin", "usr/sbin"].flatMap((directory) =>
      nodes
        .namesIn(directory)
        .map((name) => `${directory}/${name}`)
        .filter((path) => nodes.get(path)?.type === "file" && nodes.get(path)?.magic === ELF)
        .map((path) => `/${path}`),
    );
  });

  it("describes every program, nearly all so that check -s -S --strict finds nothing", () => {
    expect(programs.length).toBeGreaterThan(200);
    const results = programs.map((path) => ({ path, ...settled(author({ command: [path] })) }));
    const dirty = results.filter(({ findings }) => findings.length > 0);
    // What they gain by these bits no mount may give them.
    expect(dirty.filter(({ findings }) => findings.some(({ code }) => code !== "dead-setuid")).map(({ path }) => path)).toEqual([]);
    expect(dirty.length).toBeLessThan(programs.length * 0.05);
    for (const { text } of results)
      expect(text.replaceAll(/<!--[^]*?-->/g, "")).not.toMatch(/<\?lxc-overlay|<Unused>|^ +<Source>\/(usr|lib|etc|usr\/lib)<\/Source>/m);
  });

  it.each(["lighttpd", "dnsmasq", "dbus-daemon", "chronyd", "python3", "py3compile", "deb-systemd-helper"])(
    "%s is described without a finding",
    (name) => {
      expect(settled(author({ command: [name] })).findings).toEqual([]);
    },
  );

  it("dbus-monitor reaches the system bus, and has nothing of the daemon's", () => {
    const { text, findings } = settled(author({ command: ["dbus-monitor", "--system"] }));
    expect(findings).toEqual([]);
    expect(text).toMatch(/<Variable>DBUS_SYSTEM_BUS_ADDRESS=[^]*<Dbus enable="true"\/>/);
    expect(text).not.toMatch(/<ExtraUsers>|dbus-1[./]?\d?<|launch-helper|run\/dbus</);
  });

  it.each([
    ["avahi-daemon", /<Dbus enable="true"\/>/, /<ExecParams>--no-drop-root --no-chroot -s</, /<Source>\/etc\/avahi</],
    ["bluetooth", /<Dbus enable="true"\/>/, /What bluetooth\.service asks for besides,\s/],
    ["lighttpd", /\/lighttpd\.service, \/etc\/init\.d\/lighttpd use\s/, /configuration\s+usually\s+names/],
    ["dnsmasq", /<Source>\/usr\/share\/dnsmasq</, /<!-- started by \/usr\/share\/dnsmasq\/systemd-helper -->/],
    ["mosquitto", /<UserName>nobody</, /<ExecParams>-c \/etc\/mosquitto\/mosquitto\.conf</],
    ["nginx", /<ExecParams>-g "daemon off; master_process on;"</, /<Source>\/etc\/nginx</],
    ["openvpn@home", /<DevicesAllow name="\/dev\/net\/tun">c 10:200 rw</, /--config \/etc\/openvpn\/home\.conf/],
    ["redis-server", /<NoNewPrivs>1</, /ReadWritePaths of redis-server\.service/],
    ["ssh", /<!-- of its package, openssh-server -->/, /<Source>\/etc\/ssh</],
  ])("%s.service is described without a finding, with what it says", (unit, ...said) => {
    const { text, findings } = settled(author({ command: [], unit }));
    expect(findings).toEqual([]);
    for (const each of said) expect(text).toMatch(each);
  });
});
