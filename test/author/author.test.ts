import { describe, expect, it } from "vitest";
import { library, program } from "../check/check-of.ts";
import { authored, cleanText, settled } from "./author-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";

const libraryEntries = (text: string): readonly string[] => [...text.matchAll(/^ +<Entry>(.*?)<\/Entry>/gm)].map(([, name = ""]) => name);

const sources = (text: string): readonly string[] => [...text.matchAll(/^ +<Source>(.*?)<\/Source>/gm)].map(([, path = ""]) => path);

const unit = (text: string): EntrySketch => ({ path: "usr/lib/systemd/system/app.service", content: text });

describe("a program", () => {
  it("is described with all that its loader asks for", () => {
    expect(cleanText({ command: ["app", "-v", "two words"] })).toMatchSnapshot();
  });

  it("gets exactly the libraries that are needed", () => {
    const changes = [
      program("usr/bin/app", "libcap.so.2", "libc.so.6"),
      library("usr/lib/libcap.so.2", "libc.so.6"),
      library("usr/lib/libcap-ng.so.0", "libc.so.6"),
    ];
    expect(libraryEntries(cleanText({ command: ["/usr/bin/app"] }, changes))).toEqual(["ld-linux.so.3", "libcap.so.2", "libc.so.6"]);
  });

  it("gets a library as a mount where its entry would bring another file", () => {
    const changes = [
      program("usr/bin/app", "libone.so.1", "libc.so.6"),
      library("usr/lib/libone.so.1", "libc.so.6"),
      library("usr/lib/libone.so.1.backup", "libc.so.6"),
    ];
    const text = cleanText({ command: ["/usr/bin/app"] }, changes);
    expect(libraryEntries(text)).toEqual(["ld-linux.so.3", "libc.so.6"]);
    expect(sources(text)).toContain("/usr/lib/libone.so.1");
  });

  it("finds a library where only a variable leads its loader", () => {
    const changes = [
      program("usr/bin/app", "libown.so.1", "libc.so.6"),
      library("usr/lib/private/libown.so.1", "libc.so.6"),
      { path: "etc/ld.so.conf", content: "/usr/lib/private\n" },
    ];
    const text = cleanText({ command: ["/usr/bin/app"] }, changes);
    expect(text).toContain("<LibsScanDir>/usr/lib/private</LibsScanDir>");
    expect(text).toContain("<Variable>LD_LIBRARY_PATH=/usr/lib/private</Variable>");
  });

  it("keeps what is opened at run time", () => {
    const changes = [{ path: "etc/nsswitch.conf", content: "hosts: files\n" }];
    expect(settled(authored({ command: ["app"] }, changes)).findings).toEqual([]);
  });

  it("is not in the rootfs", () => {
    expect(authored({ command: ["none"] })).toEqual({ lacks: "program", name: "none" });
    expect(authored({ command: [], unit: "none.service" })).toEqual({ lacks: "unit", name: "none.service" });
  });
});

describe("a script", () => {
  it("gets its interpreter, and what env runs", () => {
    const changes = [{ path: "usr/bin/job", mode: 0o755, content: "#!/usr/bin/env app\n" }, program("usr/bin/env", "libc.so.6")];
    const text = cleanText({ command: ["job"] }, changes);
    expect(sources(text)).toEqual(expect.arrayContaining(["/usr/bin/job", "/usr/bin/env", "/usr/bin/app"]));
    expect(libraryEntries(text)).toContain("libapp.so.1");
  });
});

describe("data", () => {
  it("that is named after the program is mounted, whole directories of others are not", () => {
    const changes = [
      { path: "etc/app/app.conf", content: "a\n" },
      { path: "usr/share/other/data", content: "a\n" },
    ];
    expect(sources(cleanText({ command: ["app"] }, changes)).filter((path) => !/^(proc|tmpfs)$/.test(path))).toEqual([
      "/etc/app",
      "/etc/app.conf",
      "/usr/bin/app",
      "/usr/share/app",
    ]);
  });

  it("becomes a comment where check finds fault with it", () => {
    const changes = [library("usr/lib/app/module.so", "libnone.so.1")];
    const text = cleanText({ command: ["app"] }, changes);
    expect(text).toContain("To decide: /usr/lib/app is named after the program; it is left out");
    expect(sources(text)).not.toContain("/usr/lib/app");
  });
});

describe("the user", () => {
  it("is the one that is asked for, the unit's, one called like the program, or one without rights", () => {
    const userOf = (text: string): string | undefined => /<UserName>(.*)<\/UserName>/.exec(text)?.[1];
    expect(userOf(cleanText({ command: ["app"], userName: "web" }))).toBe("web");
    expect(userOf(cleanText({ command: ["app"] }, [unit("[Service]\nUser=web\nExecStart=/usr/bin/app\n")]))).toBe("web");
    expect(userOf(cleanText({ command: ["app"] }))).toBe("app");
    expect(userOf(cleanText({ command: ["busybox"] }))).toBe("app");
  });
});

describe("the unit", () => {
  const UNIT = `[Unit]
After=network.target
[Service]
Type=forking
PIDFile=/run/app.pid
User=web
Environment=LEVEL=3 "TEXT=a b"
EnvironmentFile=-/etc/default/app
ExecStart=!/usr/bin/app --level \${LEVEL} $MORE --run=%t/app --of=%i
RuntimeDirectory=app
StateDirectory=app
AmbientCapabilities=CAP_NET_RAW
DeviceAllow=/dev/net/tun rw
DeviceAllow=char-rtc r
`;
  const CHANGES = [unit(UNIT), { path: "etc/default/app", content: '# x\nMORE="-a -b"\n' }];

  it("says parameters, directories, devices and environment", () => {
    expect(cleanText({ command: [], unit: "app.service" }, CHANGES)).toMatchSnapshot();
  });

  it("is found by the program that it starts, whose own parameters come first", () => {
    expect(cleanText({ command: ["/usr/bin/app"] }, CHANGES)).toContain('<ExecParams>--level 3 -a -b "--run=/run/app"</ExecParams>');
    expect(cleanText({ command: ["/usr/bin/app", "-x"] }, CHANGES)).toContain("<ExecParams>-x</ExecParams>");
  });
});

describe("text", () => {
  it("is escaped", () => {
    const text = cleanText({ command: ["app", "<&>", "a--b"] }, [
      unit("[Service]\nExecStart=/usr/bin/app --x <a> -\nExecStartPre=/bin/sh -- -\n"),
    ]);
    expect(text).toContain('<ExecParams>"&lt;&amp;&gt;" a--b</ExecParams>');
    expect([...text.matchAll(/<!--([^]*?)-->/g)].filter(([, inner = ""]) => inner.includes("--"))).toEqual([]);
  });
});

describe("a daemon", () => {
  const daemon = (name: string): EntrySketch => program(`usr/sbin/${name}`, "libc.so.6");
  const paramsOf = (text: string): string | undefined => /<ExecParams>(.*)<\/ExecParams>/.exec(text)?.[1];

  it("is kept in the foreground, and told which user it is", () => {
    const text = cleanText({ command: ["dnsmasq", "--port=53"] }, [daemon("dnsmasq")]);
    expect(paramsOf(text)).toBe('--keep-in-foreground "--user=app" "--port=53"');
    expect(text).toContain("dnsmasq needs capabilities for its work (port 53)");
    expect(text).toMatch(/Added: - -keep-in-foreground, so that it stays in the foreground/);
    expect(paramsOf(cleanText({ command: ["dnsmasq", "-k", "-u", "web"] }, [daemon("dnsmasq")]))).toBe("-k -u web");
    const asRoot = settled(authored({ command: ["dnsmasq"], userName: "root" }, [daemon("dnsmasq")])).text;
    expect(paramsOf(asRoot)).toBe("--keep-in-foreground");
    expect(asRoot).toContain("<CapKeep>net_bind_service net_raw net_admin</CapKeep>");
  });

  it("with a port from 1024 on needs no capability", () => {
    expect(cleanText({ command: ["dnsmasq", "-p", "5353"] }, [daemon("dnsmasq")])).not.toContain("MoveContent");
  });

  it("is told what it ends without as a user", () => {
    expect(paramsOf(cleanText({ command: ["chronyd"] }, [daemon("chronyd")]))).toBe("-d -U -x -u app");
  });

  it("makes the socket itself that systemd makes for it, and has its directory in memory", () => {
    const changes = [
      unit("[Service]\nExecStart=/usr/bin/app\n"),
      { path: "usr/lib/systemd/system/app.socket", content: "[Socket]\nListenStream=/run/app/socket\n" },
    ];
    const text = cleanText({ command: [], unit: "app" }, changes);
    expect(text).toMatch(/tmpfs<\/Source>\n +<Destination>run\/app<[^]*mode=0755,uid=1000,gid=1000,create=dir/);
    expect(text).toContain('<Entry type="dir"><Source>/run/app</Source><Destination>run/app</Destination><Options>rw,bind,');
  });
});
