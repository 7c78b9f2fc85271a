import type { Input } from "../input.ts";
import { run } from "../input.ts";

/** Names an image of layers in a layout that is not there yet, by umoci: the first is the rootfs. */
export const umociScript = (layout: string, layers: readonly Input[]): string =>
  [
    `umoci init --layout ${layout}`,
    `umoci new --image ${layout}:device`,
    ...layers.map(({ path }) => `umoci raw add-layer --image ${layout}:device ${path}`),
  ].join("\n");

/** An image of a rootfs as umoci makes it. */
export const imageOf = (path: string, rootfs: Input): Input => ({
  path,
  from: [rootfs],
  needs: ["umoci"],
  make: (part) => run("sh", "-euc", umociScript(part, [rootfs])),
});
