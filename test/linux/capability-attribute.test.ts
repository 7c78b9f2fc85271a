import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAPABILITY_NAMES, parseCapabilities } from "../../src/linux/file-capabilities.ts";
import { formatCapabilities } from "../../src/linux/capabilities-text.ts";
import { decodeCapabilities, encodeCapabilities, withoutNamespace } from "../../src/linux/capability-attribute.ts";

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(" ", ""), "hex");
const parsed = (text: string) => parseCapabilities(text) ?? expect.unreachable(text);
const encodedHex = (text: string): string => Buffer.from(encodeCapabilities(parsed(text))).toString("hex");

describe("encodeCapabilities", () => {
  it("writes the bytes that setcap leaves in the attribute", () => {
    expect(encodedHex("cap_net_raw+ep")).toBe("0100000200200000000000000000000000000000");
    expect(encodedHex("cap_net_raw+p")).toBe("0000000200200000000000000000000000000000");
    expect(encodedHex("cap_net_raw+ei")).toBe("0100000200000000002000000000000000000000");
    expect(encodedHex("cap_chown,cap_checkpoint_restore+ep")).toBe("0100000201000000000000000001000000000000");
    expect(encodedHex("cap_dac_override,cap_fowner+ep")).toBe("010000020a000000000000000000000000000000");
    expect(encodedHex("cap_setfcap+i")).toBe("0000000200000000000000800000000000000000");
    expect(encodedHex(`${CAPABILITY_NAMES.join(",")}+ep`)).toBe("01000002ffffffff00000000ff01000000000000");
  });

  it("is read back as what was written", () => {
    const caps = fc.record({
      names: fc.subarray([...CAPABILITY_NAMES], { minLength: 1 }),
      effective: fc.boolean(),
      permitted: fc.boolean(),
      inheritable: fc.boolean(),
    });
    fc.assert(
      fc.property(caps, (each) => {
        expect(decodeCapabilities(encodeCapabilities(each))).toEqual({
          effective: each.effective,
          permitted: each.permitted ? each.names : [],
          inheritable: each.inheritable ? each.names : [],
          rootid: 0,
        });
      }),
    );
  });
});

describe("decodeCapabilities", () => {
  it("reads the root of version 3", () => {
    expect(decodeCapabilities(hex("01000003 00200000 00000000 00000000 00000000 a0860100"))).toEqual({
      effective: true,
      permitted: ["net_raw"],
      inheritable: [],
      rootid: 100_000,
    });
  });

  it("reads version 1, which has 32 bits", () => {
    const caps = { effective: true, permitted: ["net_raw"], inheritable: ["setfcap"], rootid: 0 };
    expect(decodeCapabilities(hex("01000001 00200000 00000080"))).toEqual(caps);
  });

  it("names a capability beyond the known ones by its number", () => {
    expect(decodeCapabilities(hex("00000002 00000000 00000000 00020080 00000000"))?.permitted).toEqual(["41", "63"]);
  });

  it.each([
    ["version 1 of another length", "01000001 00200000 00000000 00000000 00000000"],
    ["version 2 cut off", "01000002 00200000 00000000 00000000 000000"],
    ["version 2 with a root", "01000002 00200000 00000000 00000000 00000000 00000000"],
    ["version 3 without a root", "01000003 00200000 00000000 00000000 00000000"],
    ["version 4", "01000004 00200000 00000000 00000000 00000000"],
    ["nothing", ""],
  ])("does not read %s", (_, bytes) => {
    expect(decodeCapabilities(hex(bytes))).toBeUndefined();
  });
});

describe("withoutNamespace", () => {
  it("leaves what is no version 3, whatever its size is", () => {
    const refused = hex("01000001 00200000 00000000 00000000 00000000 00000000");
    expect(withoutNamespace(refused)).toBe(refused);
  });

  it("makes version 2 of version 3 and leaves version 2 as it is", () => {
    const version2 = hex("01000002 00200000 00000000 00000000 00000000");
    const version3 = hex("01000003 00200000 00000000 00000000 00000000 00000000");
    expect(Buffer.from(withoutNamespace(version3))).toEqual(version2);
    expect(version3[3]).toBe(3);
    expect(withoutNamespace(version2)).toEqual(version2);
  });
});

describe("parseCapabilities", () => {
  it("takes names with and without cap_, in any case, with + and =", () => {
    const expected = { names: ["net_raw", "net_admin"], effective: true, permitted: true, inheritable: false };
    expect(parseCapabilities("cap_net_raw,CAP_NET_ADMIN+ep")).toEqual(expected);
    expect(parseCapabilities("net_raw,net_admin=pe")).toEqual(expected);
  });

  it.each(["", "cap_net_raw", "+ep", "cap_net_raw+", "cap_net_raw+x", "cap_nothing+ep", "cap_net_raw,+ep", "cap_net_raw-ep"])(
    "refuses %j",
    (text) => {
      expect(parseCapabilities(text)).toBeUndefined();
    },
  );
});

describe("formatCapabilities", () => {
  const canSetcap = userInfo().uid === 0 && existsSync("/usr/sbin/setcap");
  const groups = fc.record({
    effective: fc.boolean(),
    permitted: fc.oneof(fc.subarray([...CAPABILITY_NAMES]), fc.constant(CAPABILITY_NAMES)),
    inheritable: fc.oneof(fc.subarray([...CAPABILITY_NAMES]), fc.constant([])),
  });

  it("prints one group, several groups and differences from all", () => {
    const format = (bytes: string) => formatCapabilities(decodeCapabilities(hex(bytes)) ?? expect.unreachable());
    expect(format("01000002 00200000 00000000 00000000 00000000")).toBe("cap_net_raw=ep");
    expect(format("01000002 20200000 01200000 00000000 00000000")).toBe("cap_net_raw=eip cap_chown+ei cap_kill+ep");
    expect(format("00000002 ffffffff 00000000 ff010000 00000000")).toBe("=p");
    expect(format("00000002 feffffff 00000000 ff010000 00000000")).toBe("=p cap_chown-p");
    expect(format("00000002 00000000 00000000 00000000 00000000")).toBe("=");
  });

  it.runIf(canSetcap)("prints what getcap prints", () => {
    const directory = mkdtempSync(join(tmpdir(), "rootfs-caps-"));
    const file = join(directory, "x");
    copyFileSync("/bin/true", file);
    try {
      fc.assert(
        fc.property(groups, (each) => {
          const caps = { ...each, rootid: 0 };
          const word = (names: readonly string[], high: boolean) =>
            names
              .map((name) => CAPABILITY_NAMES.indexOf(name) - (high ? 32 : 0))
              .filter((n) => n >= 0 && n < 32)
              .reduce((sum, n) => sum + 2 ** n, 0);
          const bytes = Buffer.alloc(20);
          bytes.writeUInt32LE(0x0200_0000 + (each.effective ? 1 : 0), 0);
          bytes.writeUInt32LE(word(each.permitted, false), 4);
          bytes.writeUInt32LE(word(each.inheritable, false), 8);
          bytes.writeUInt32LE(word(each.permitted, true), 12);
          bytes.writeUInt32LE(word(each.inheritable, true), 16);
          expect(decodeCapabilities(bytes)).toEqual(caps);
          execFileSync("setfattr", ["-n", "security.capability", "-v", `0x${bytes.toString("hex")}`, file]);
          const printed = execFileSync("/usr/sbin/getcap", [file], { encoding: "utf8" }).trim();
          expect(printed).toBe(`${file} ${formatCapabilities(caps)}`);
        }),
        { numRuns: 60 },
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
