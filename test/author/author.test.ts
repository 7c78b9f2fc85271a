import { describe, expect, it } from "vitest";
import { encodeCapabilities } from "../../src/linux/capability-attribute.ts";
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

describe("a script beside its modules", () => {
  it("keeps its place, and has its directory", () => {
    const changes = [
      { path: "usr/share/job/main", mode: 0o755, content: "#!/usr/bin/app\n" },
      { path: "usr/share/job/module", content: "x\n" },
      { path: "usr/bin/job", type: "symlink" as const, target: "../share/job/main" },
    ];
    const text = cleanText({ command: ["job"] }, changes);
    expect(text).toContain("<ExecName>/usr/share/job/main</ExecName>");
    expect(sources(text)).toContain("/usr/share/job");
  });

  it("of Perl has more than perl-base where it names more", () => {
    const changes = (module: string): readonly EntrySketch[] => [
      { path: "usr/bin/job", mode: 0o755, content: `#!/usr/bin/perl\nuse strict;\nuse ${module};\n` },
      program("usr/bin/perl", "libc.so.6"),
      { path: "usr/lib/perl-base/IO/File.pm", content: "1;\n" },
      { path: "usr/share/perl5/Other.pm", content: "1;\n" },
    ];
    expect(sources(cleanText({ command: ["job"] }, changes("IO::File")))).not.toContain("/usr/share/perl5");
    expect(sources(cleanText({ command: ["job"] }, changes("Other")))).toContain("/usr/share/perl5");
  });
});

describe("a script of sh", () => {
  const CHANGES = [
    {
      path: "usr/bin/job",
      mode: 0o755,
      content: `#!/bin/sh
. /etc/job.functions
helper() { cat; }
LEVEL=3 env A=b app -v | exec busybox wc
DAEMON=/usr/sbin/named; helper; cd /; if true; then sub --now; fi
$DAEMON -f
cat <<END
absent-word
END
`,
    },
    { path: "etc/job.functions", content: "other x\n" },
    { path: "usr/bin/sub", mode: 0o755, content: "#!/usr/bin/perl\n" },
    ...["perl", "other", "cat", "absent-word"].map((name) => program(`usr/bin/${name}`, "libc.so.6")),
    program("usr/sbin/named", "libc.so.6"),
  ];

  it("gets the programs that it and what it reads start", () => {
    const paths = sources(cleanText({ command: ["job"] }, CHANGES));
    expect(paths).toEqual(
      expect.arrayContaining([
        "/bin/sh",
        "/etc/job.functions",
        ...["app", "busybox", "sub", "perl", "other", "cat"].map((name) => `/usr/bin/${name}`),
      ]),
    );
    expect(paths).toContain("/usr/sbin/named");
    expect(paths).not.toContain("/usr/bin/absent-word");
  });
});

describe("a program of many names", () => {
  it("gets what is called like the name", () => {
    const changes = [
      { path: "usr/bin/busybox", mode: 0o755, content: program("usr/bin/busybox", "libc.so.6").content ?? "" },
      { path: "usr/sbin/udhcpd", type: "symlink" as const, target: "../bin/busybox" },
      { path: "etc/udhcpd.conf", content: "start 10.0.0.2\n" },
      { path: "etc/busybox.conf", content: "\n" },
    ];
    const text = cleanText({ command: ["udhcpd"] }, changes);
    expect(sources(text)).toEqual(expect.arrayContaining(["/usr/sbin/udhcpd", "/etc/udhcpd.conf"]));
    expect(sources(text)).not.toContain("/etc/busybox.conf");
    expect(text).toContain("<ExecParams>-f</ExecParams>");
    expect(text).toMatch(/has the programs of many\s+names/);
    expect(text).not.toContain("MoveContent>");
  });
});

describe("a program with capabilities", () => {
  it("keeps them", () => {
    const caps = encodeCapabilities({ names: ["net_raw"], effective: true, permitted: true, inheritable: false });
    const text = cleanText({ command: ["app"] }, [
      { ...program("usr/bin/app", "libc.so.6"), xattrs: new Map([["security.capability", caps]]) },
    ]);
    expect(text).toContain("<CapKeep>net_raw</CapKeep>");
    expect(text).toMatch(/<Source>\/usr\/bin\/app<\/Source>\s*<Destination>.*\s*<Options>ro,bind,nodev<\/Options>/);
  });
});

describe("data", () => {
  it("that the command names is mounted, also directly below the root", () => {
    expect(sources(cleanText({ command: ["app", "-h", "/www"] }, [{ path: "www/index.html", content: "a\n" }]))).toContain("/www");
    expect(sources(settled(authored({ command: ["app", "-h", "/usr"] })).text)).not.toContain("/usr");
  });

  it("of its package is mounted, as the lists of dpkg and opkg have it", () => {
    const changes = [
      { path: "etc/os-release", content: "ID=debian\n" },
      {
        path: "var/lib/dpkg/status",
        content:
          "Package: app-tools\nStatus: install ok installed\nVersion: 1\nArchitecture: armhf\n\nPackage: more\nStatus: install ok installed\nVersion: 1\nArchitecture: armhf\n",
      },
      {
        path: "var/lib/dpkg/info/app-tools.list",
        content:
          "/.\n/usr/bin/app\n/etc/rules/one\n/etc/rules/two\n/etc/shared/mine\n/etc/init.d/app-init\n/usr/share/doc/app-tools/copyright\n/usr/share/words/list\n",
      },
      { path: "var/lib/dpkg/info/more.list", content: "/etc/shared/theirs\n" },
      ...[
        "etc/rules/one",
        "etc/rules/two",
        "etc/shared/mine",
        "etc/shared/theirs",
        "etc/init.d/app-init",
        "usr/share/doc/app-tools/copyright",
        "usr/share/words/list",
      ].map((path) => ({ path, content: "a\n" })),
    ];
    const text = cleanText({ command: ["app"] }, changes);
    expect(sources(text)).toEqual(expect.arrayContaining(["/etc/rules", "/etc/shared/mine", "/usr/share/words"]));
    expect(text).not.toMatch(/theirs|init\.d|doc\//);
    expect(text).toContain("<!-- of its package, app-tools -->");
  });

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
    const dynamic = { path: "usr/lib/systemd/system/busybox.service", content: "[Service]\nDynamicUser=yes\nExecStart=/usr/bin/busybox\n" };
    expect(cleanText({ command: ["busybox"] }, [dynamic])).toMatch(/has\s+one\s+made\s+at\s+its\s+start\s+\(DynamicUser\)/);
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

describe("a unit", () => {
  const UNIT_WORDS = `[Service]
Type=dbus
BusName=org.app
ExecStart=/usr/bin/app --one
ExecStart=/usr/bin/app --name=%i --of=%I
RuntimeDirectory=app
RuntimeDirectoryMode=0750
ReadWritePaths=/var/lib/app /srv/data
MemoryMax=16M
MemoryHigh=8M
CPUWeight=200
AllowedCPUs=0-1 3
NoNewPrivileges=yes
ProtectSystem=strict
ProtectKernelLogs=yes
PrivateTmp=no
SystemCallFilter=@system-service
UMask=0027
LimitNOFILE=1024
`;
  const template = { path: "usr/lib/systemd/system/job@.service", content: UNIT_WORDS };
  const link = (path: string, target: string) => ({ path, type: "symlink" as const, target });

  it("says limits, the bus, and what a container has by itself or can't have", () => {
    expect(settled(authored({ command: [], unit: "job@a-b" }, [template])).text).toMatchSnapshot();
  });

  it("is a template's instance, or what an alias leads to, with drop-ins", () => {
    const changes = [
      unit("[Service]\nExecStart=/usr/bin/app\n"),
      { path: "etc/systemd/system/app.service.d/a.conf", content: "[Service]\nExecStart=\nExecStart=/usr/bin/app --dropped-in\n" },
      link("etc/systemd/system/other.service", "/usr/lib/systemd/system/app.service"),
      template,
    ];
    expect(cleanText({ command: [], unit: "other" }, changes)).toContain("<ExecParams>--dropped-in</ExecParams>");
    expect(settled(authored({ command: [], unit: "job@.service" }, changes)).text).toContain("job@INSTANCE.service");
    expect(settled(authored({ command: [], unit: "job@x.service" }, changes)).text).toContain('"--name=x" "--of=x"');
  });

  it("of a script gives it no capabilities", () => {
    const changes = [
      unit("[Service]\nExecStart=/usr/bin/job\nAmbientCapabilities=CAP_NET_RAW\n"),
      { path: "usr/bin/job", mode: 0o755, content: "#!/bin/sh\n" },
    ];
    const text = cleanText({ command: [], unit: "app" }, changes);
    expect(text).toContain("net_raw. To decide: a script can't have them");
    expect(text).not.toContain("MoveContent>");
  });

  it("of Type=forking asks for a program in the foreground, where that is not known", () => {
    const forking = (name: string) => ({
      path: "usr/lib/systemd/system/a.service",
      content: `[Service]\nType=forking\nExecStart=/usr/sbin/${name}\n`,
    });
    expect(cleanText({ command: [], unit: "a" }, [forking("other"), program("usr/sbin/other", "libc.so.6")])).toContain("Type=forking");
    expect(cleanText({ command: [], unit: "a" }, [forking("cron"), program("usr/sbin/cron", "libc.so.6")])).not.toContain("Type=forking");
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
    expect(asRoot).toContain("<CapKeep>net_bind_service net_raw net_admin setuid setgid</CapKeep>");
  });

  it("is kept from the background, where its unit sends it", () => {
    const nginx = { path: "usr/lib/systemd/system/nginx.service", content: "[Service]\nExecStart=/usr/sbin/nginx -g 'daemon on; a on;'\n" };
    expect(paramsOf(cleanText({ command: ["nginx"] }, [daemon("nginx"), nginx]))).toBe('-g "daemon off; a on;"');
    const openvpn = {
      path: "usr/lib/systemd/system/vpn.service",
      content: "[Service]\nExecStart=/usr/sbin/openvpn --daemon name --cd /\n",
    };
    const text = cleanText({ command: ["openvpn"] }, [daemon("openvpn"), openvpn]);
    expect(paramsOf(text)).toBe("--cd /");
    expect(text).toContain("Left out: - -daemon name, which only serves below systemd");
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
