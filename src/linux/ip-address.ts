import { isIPv4, isIPv6 } from "node:net";

/** An address and the network that it lies in, as numbers. */
export interface IpNetwork {
  readonly version: 4 | 6;
  readonly address: bigint;
  readonly prefix: number;
}

/** Reads `A.B.C.D/24` or `fd00::1/64`, with or without the prefix length; `undefined` for anything else. IPv6 without one is /64, as LXC reads it. */
export const readIpNetwork = (text: string): IpNetwork | undefined => {
  const [address = "", length] = text.split("/");
  if (isIPv4(address)) return { version: 4, address: ipv4(address), prefix: Number(length ?? 32) };
  if (isIPv6(address) && !address.includes("%")) return { version: 6, address: ipv6(address), prefix: Number(length ?? 64) };
  return undefined;
};

/** The first address of the network, and the last. */
export const rangeOf = ({ version, address, prefix }: IpNetwork): { readonly first: bigint; readonly last: bigint } => {
  const size = 1n << BigInt(bitsOf(version) - prefix);
  const first = (address / size) * size;
  return { first, last: first + size - 1n };
};

/** Whether an address of the same version lies in the network. */
export const isInNetwork = (network: IpNetwork, address: bigint): boolean => {
  const { first, last } = rangeOf(network);
  return first <= address && address <= last;
};

/** Whether an address lies in one of the networks that are given as text. */
export const isInAny = ({ version, address }: IpNetwork, networks: readonly string[]): boolean =>
  networks.some((text) => {
    const network = readIpNetwork(text);
    return network?.version === version && isInNetwork(network, address);
  });

/** How an IPv4 address is written. */
export const printIpv4 = (address: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");

export const bitsOf = (version: IpNetwork["version"]): number => (version === 4 ? 32 : 128);

const ipv4 = (text: string): bigint => text.split(".").reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);

const ipv6 = (text: string): bigint => {
  const [, head = "", dotted] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  const tail = dotted === undefined ? 0n : ipv4(dotted);
  const plain = dotted === undefined ? text : `${head}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const [before = "", after] = plain.split("::");
  const left = groupsOf(before);
  const right = groupsOf(after ?? "");
  const zeros = after === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
};

const groupsOf = (text: string): readonly string[] => text.split(":").filter((group) => group !== "");
