import { bind, type Described } from "./description.ts";
import type { Shape } from "./write-rootfs.ts";

/** As many libraries as real containers have. */
const LIBRARIES = 60;

/** The container of this number for a rootfs that is made: its libraries, a directory, two programs. */
export const madeContainer = (shape: Shape, index: number, libraries: number = LIBRARIES): Described => ({
  name: `BENCH${index}`,
  program: `bench${index}`,
  mounts: [
    bind("file", `usr/bin/bench${index}`),
    bind("file", `usr/bin/bench${index === 0 ? 1 : 0}`),
    bind("dir", `usr/share/p${index % (shape.directories / 10)}`),
  ],
  libraries: [...Array.from({ length: libraries }, (_, number) => `libbench${number}`), "ld-linux-armhf"]
    .map((library) => `<Entry>${library}</Entry>`)
    .join(""),
});

/** The first ones of them. */
export const madeContainers = (shape: Shape, count: number, libraries?: number): readonly Described[] =>
  Array.from({ length: count }, (_, index) => madeContainer(shape, index, libraries));
