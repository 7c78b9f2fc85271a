import { expect, it } from "vitest";
import { HARDWARE_ADDRESS, INTERFACE, IPV4, IPV4_GATEWAY, IPV6, MACVLAN_MODE } from "../../src/model/network-values.ts";
import { BYTES, NAME } from "../../src/model/values.ts";
import type { ValueForm } from "../../src/model/value-form.ts";

it.each<[ValueForm, string, string | undefined]>([
  [IPV4, "10.0.3.7/255.255.240.0", "write the prefix length instead of the mask: 10.0.3.7/20"],
  [IPV4, "fd00::7/64", "that is an IPv6 address: write <IPV6>fd00::7/64</IPV6>"],
  [IPV4, "10.0.3.256/24", "write four numbers up to 255, and the prefix length up to 32: 10.0.3.15/24"],
  [IPV6, "10.0.3.7/24", "that is an IPv4 address: write <IPV4>10.0.3.7/24</IPV4>"],
  [IPV6, "fd00:7/64", "write an address and its prefix length: fd00::15/64"],
  [IPV4_GATEWAY, "10.0.3.1/24", "a gateway has no prefix length: write 10.0.3.1"],
  [IPV4_GATEWAY, "fd00::1", "that is an IPv6 address: write <IPV6gateway>fd00::1</IPV6gateway>"],
  [IPV4_GATEWAY, "router", "write the gateway's address, or auto: that of the Link"],
  [HARDWARE_ADDRESS, "0016.3e11.2233", "write 00:16:3e:11:22:33"],
  [HARDWARE_ADDRESS, "00:16:3e", "write six pairs of the digits 0 to 9 and a to f, with colons between them"],
  [INTERFACE, "an-interface-of-mine", "20 characters are too many: write an-interface-of"],
  [INTERFACE, "eth 0", "write eth-0"],
  [MACVLAN_MODE, "vethapp", "the Pair of a macvlan is its mode: write <Pair>bridge</Pair>, or leave it out"],
  [BYTES, "max", "-1 is no limit: write -1"],
  [BYTES, "64MB", "write 64M"],
  [NAME, "A".repeat(70), `70 characters are too many: write ${"A".repeat(64)}`],
])("%o", ({ fits, help }, value, expected) => {
  expect(fits(value)).toBe(false);
  const told = help?.(value);
  expect(typeof told === "object" ? told.help : told).toBe(expected);
  // What is to be written fits itself.
  expect(typeof told === "object" ? fits(told.write) : true).toBe(true);
});
