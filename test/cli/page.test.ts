import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, description } from "./device.ts";

const WARN = "-s -r rootfs.tar --missing-sources warn";

const pageOf = async (line: string, files: Record<string, string> = {}) => {
  const result = await cli(line, { files });
  return { ...result, page: Buffer.from(result.written.get("page.html") ?? []).toString("utf8") };
};

describe("check --page", () => {
  it("writes the page and nothing else", async () => {
    const { code, stdout, stderr, page, written } = await pageOf(`check ${WARN} --page page.html a.xml b.xml`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("checked: 2 containers");
    expect([...written.keys()]).toEqual(["page.html"]);
    expect(page).toContain("<h1>What DEMO, other.one can reach</h1>");
    expect(page).toContain('<section id="container-other-2e-one"');
  });

  it("writes it with errors, too, and tells of the containers that are sound", async () => {
    const { code, page } = await pageOf(`check ${WARN} --page page.html a.xml wrong.xml`);
    expect(code).toBe(1);
    expect(page).toContain("&quot;nothing&quot; is not a capability");
    expect(page).toContain('<section id="container-DEMO"');
    expect(page).toContain("<strong>WRONG</strong>: nothing more is told");
  });

  it("writes it where nothing can be planned", async () => {
    const { code, page } = await pageOf(`check ${WARN} --page page.html broken.xml`);
    expect(code).toBe(1);
    expect(page).toContain("No container could be planned: the findings say why.");
  });

  it("tells of what is mended with --fix", async () => {
    const files = { "m.xml": description("DEMO").replace("ro,bind", "ro,bind,nosiud") };
    const { code, page } = await pageOf(`check ${WARN} --fix --page page.html m.xml`, files);
    expect(code).toBe(0);
    expect(page).not.toContain("nosiud");
  });

  it("tells of what follows from another finding behind that", async () => {
    const files = { "m.xml": description("DEMO").replaceAll("MountPoints", "MountPoint") };
    const { code, page } = await pageOf(`check ${WARN} --page page.html --diagnostics json m.xml`, files);
    expect(code).toBe(1);
    expect(page).toMatch(/MountPoint is not known.*\n[^]*?<summary>\d+ more findings? gone when this is mended/);
    expect(page).toContain('<p class="verdict error">');
  });

  it("says what hangs on tags", async () => {
    const files = { "t.xml": description("DEMO", '<CapKeep>chown</CapKeep><CapKeep version="debug">kill</CapKeep>') };
    const all = await pageOf(`check ${WARN} --all-tags --page page.html t.xml`, files);
    expect(all.page).toContain("only with version=debug");
    const active = await pageOf(`check ${WARN} -t version=release --page page.html t.xml`, files);
    expect(active.page).toContain("1 element left out by the active tags");
  });

  it("replaces no input", async () => {
    const { code, stderr } = await cli(`check ${WARN} --page a.xml a.xml`);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("a.xml would replace the input a.xml") });
    expect((await cli(`check ${WARN} --page - a.xml`)).code).toBe(2);
  });
});

describe("build --page", () => {
  it("writes it beside the overlay and its report", async () => {
    const { code, stdout, written } = await pageOf(`build ${WARN} --page page.html --report report.json a.xml`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[0-9a-f]{64} {2}overlay\.tar\n$/);
    expect([...written.keys()]).toEqual(["overlay.tar", "report.json", "page.html"]);
  });

  it("writes it alone where there are errors", async () => {
    const { code, stdout, written } = await pageOf(`build ${WARN} --page page.html wrong.xml`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect([...written.keys()]).toEqual(["page.html"]);
  });
});

describe("a page", () => {
  const HOSTILE = `<img src=x onerror="alert(1)">`;
  const escaped = HOSTILE.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  const text = escaped;
  const files = {
    "h.xml": description("DEMO", `<Environment><Variable>A=${text}</Variable></Environment>`)
      .replace("<ExecName>", `<ExecParams>${text}</ExecParams><ExecName>`)
      .replace(
        "</MountPoints>",
        `<Entry type="dir"><Source>/var/${text}</Source><Destination>var/x</Destination><Options>rw,bind</Options></Entry></MountPoints>`,
      ),
  };

  it("holds no markup of a description", async () => {
    const { page } = await pageOf(`check ${WARN} --page page.html h.xml`, files);
    expect(page).toContain(escaped);
    expect(page).not.toMatch(/<img|<script|onerror="/i);
  });

  it("loads nothing, and runs nothing", async () => {
    const { page } = await pageOf(`check ${WARN} --page page.html a.xml`);
    expect(page).toMatch(/content="default-src &#39;none&#39;|content="default-src 'none'; style-src 'sha256-/);
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|base|form)\b| (?:src|style|on\w+)=|href="(?!#)|@import|url\(/);
  });

  it("has its style in it, and a policy that allows no other", async () => {
    const { page } = await pageOf(`check ${WARN} --page page.html a.xml`);
    const [, style = ""] = /<style>(.*)<\/style>/s.exec(page) ?? [];
    expect(style).toBe(readFileSync(join(import.meta.dirname, "../../src/page/page.css"), "utf8"));
    expect(page).toContain(`style-src &#39;sha256-${createHash("sha256").update(style).digest("base64")}&#39;`.replaceAll("&#39;", "'"));
  });

  it("has the same bytes each time", async () => {
    const line = `check ${WARN} --page page.html a.xml b.xml`;
    expect((await pageOf(line)).page).toBe((await pageOf(line)).page);
  });
});

describe("diff --page", () => {
  it("writes the page, and prints and ends as it does without", async () => {
    const built = async (name: string, config: string) =>
      (await cli(`build ${WARN} -o o.tar ${name}`, { files: { [name]: description("DEMO", config) } })).written.get("o.tar") ??
      new Uint8Array();
    const files = { "old.tar": await built("d.xml", ""), "new.tar": await built("d.xml", '<Network type="none"/>') };
    const plain = await cli("diff old.tar new.tar", { files });
    const { code, stdout, stderr, written } = await cli("diff --page page.html old.tar new.tar", { files });
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: plain.stdout, stderr: "" });
    expect(Buffer.from(written.get("page.html") ?? []).toString()).toContain("1 container may reach more");
    const same = await cli("diff --page page.html old.tar old.tar", { files });
    expect(same.code).toBe(0);
    expect(Buffer.from(same.written.get("page.html") ?? []).toString()).toContain("no container reaches more");
    expect((await cli("diff --page old.tar old.tar new.tar", { files })).code).toBe(2);
  });
});
