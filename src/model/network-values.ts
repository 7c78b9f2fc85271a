import { isIPv4, isIPv6 } from "node:net";
import { type Instead, instead, oneOf, pattern, shortenTo, type ValueForm } from "./value-form.ts";

export const MACVLAN_MODE: ValueForm = {
  ...oneOf("private", "vepa", "bridge", "passthru"),
  help: () => "the Pair of a macvlan is its mode: write <Pair>bridge</Pair>, or leave it out",
};

/** IFNAMSIZ of linux/if.h leaves 15 characters; net/core/dev.c, dev_valid_name, refuses the others: a colon was an alias of ifconfig(8). */
export const INTERFACE: ValueForm = pattern(
  /^(?!\.{1,2}$)[^\s/:]{1,15}$/,
  "the name of a network interface: 1 to 15 characters, no blank and no slash",
  (value) => shortenTo(15)(value) ?? (/[\s/:]/.test(value) ? instead(value.replaceAll(/[\s/:]+/g, "-")) : undefined),
);

export const HARDWARE_ADDRESS: ValueForm = pattern(
  /^[\dA-Fa-fXx]{2}(?::[\dA-Fa-fXx]{2}){5}$/,
  "like 00:16:3e:xx:xx:xx, x for a random digit",
  (value) => {
    const digits = value.replaceAll(/[^\dA-Fa-fXx]/g, "");
    return digits.length === 12
      ? instead(digits.replaceAll(/..(?=.)/g, "$&:"))
      : "write six pairs of the digits 0 to 9 and a to f, with colons between them";
  },
);

/** inet_pton(3) takes no leading zeros. */
const OCTETS = /(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}/.source;

export const IPV4: ValueForm = {
  ...pattern(
    new RegExp(`^${OCTETS}(?:/(?:3[0-2]|[0-2]?\\d))?(?: +${OCTETS})?$`),
    "like 10.0.3.15/24, with a broadcast address behind a blank if needed",
  ),
  help: (value) => {
    const [address = "", mask = ""] = value.split("/");
    if (isIPv6(address)) return `that is an IPv6 address: write <IPV6>${value}</IPV6>`;
    if (isIPv4(mask))
      return { write: `${address}/${onesOf(mask)}`, help: `write the prefix length instead of the mask: ${address}/${onesOf(mask)}` };
    return "write four numbers up to 255, and the prefix length up to 32: 10.0.3.15/24";
  },
};

const gatewayMeant = (value: string): Instead | string => {
  const [address = "", length] = value.split("/");
  if (isIPv6(value)) return `that is an IPv6 address: write <IPV6gateway>${value}</IPV6gateway>`;
  if (isIPv4(value)) return `that is an IPv4 address: write <IPV4gateway>${value}</IPV4gateway>`;
  return length !== undefined && (isIPv4(address) || isIPv6(address))
    ? instead(address, "a gateway has no prefix length: ")
    : "write the gateway's address, or auto: that of the Link";
};

export const IPV4_GATEWAY: ValueForm = pattern(new RegExp(`^(?:${OCTETS}|auto|dev)$`), "an IPv4 address, auto or dev", gatewayMeant);

/** At least a colon. */
const HEXTETS = /[\dA-Fa-f]*:[\dA-Fa-f:.]*/.source;

const IPV6_SHAPE = new RegExp(`^(${HEXTETS})(?:/(\\d{1,3}))?$`);

export const IPV6: ValueForm = {
  shape: IPV6_SHAPE,
  fits: (value) => {
    const [, address = "", length = "0"] = IPV6_SHAPE.exec(value) ?? [];
    return isIPv6(address) && Number(length) <= 128;
  },
  form: "like fd00::15/64",
  help: (value) =>
    isIPv4(value.split(/[/ ]/)[0] ?? "")
      ? `that is an IPv4 address: write <IPV4>${value}</IPV4>`
      : "write an address and its prefix length: fd00::15/64",
};

export const IPV6_GATEWAY: ValueForm = {
  shape: new RegExp(`^(?:${HEXTETS}|auto|dev)$`),
  fits: (value) => isIPv6(value) || value === "auto" || value === "dev",
  form: "an IPv6 address, auto or dev",
  help: gatewayMeant,
};

/** How many leading ones a network mask has. */
const onesOf = (mask: string): number =>
  mask.split(".").reduce((sum, octet) => sum + Number(octet).toString(2).replaceAll("0", "").length, 0);
