import { describe, expect, it } from "vitest";
import { isInAny, isInNetwork, printIpv4, rangeOf, readIpNetwork } from "../../src/linux/ip-address.ts";

const read = (text: string) => readIpNetwork(text) ?? expect.unreachable(text);

describe("IP addresses", () => {
  it("are numbers, whatever their spelling", () => {
    expect(read("10.0.3.15/24")).toEqual({ version: 4, address: 0x0a00030fn, prefix: 24 });
    expect(read("fd00::1").address).toBe(read("fd00:0:0:0:0:0:0:1/64").address);
    expect(read("::ffff:10.0.3.15").address).toBe(0xffff0a00030fn);
    expect(read("::").address).toBe(0n);
    expect(read("1:2:3:4:5:6:7:8").address).toBe(0x00010002000300040005000600070008n);
    expect(["auto", "dev", "", "10.0.3", "fe80::1%eth0", "x/24"].map(readIpNetwork)).toEqual(Array.from({ length: 6 }));
  });

  it("lie in networks", () => {
    const { first, last } = rangeOf(read("192.168.4.100/26"));
    expect([first, last].map(printIpv4)).toEqual(["192.168.4.64", "192.168.4.127"]);
    expect(isInNetwork(read("10.0.0.0/8"), read("10.255.255.255").address)).toBe(true);
    expect(isInNetwork(read("10.0.0.0/8"), read("11.0.0.0").address)).toBe(false);
    expect(isInAny(read("ff02::1"), ["224.0.0.0/4", "ff00::/8"])).toBe(true);
    expect(isInAny(read("0.0.0.1"), ["::/96"])).toBe(false);
  });
});
