/** Node has it from 20.15 and 22.2 on, the types of Node 16 do not. */
declare module "node:zlib" {
  export const crc32: ((bytes: Uint8Array, before: number) => number) | undefined;
}
