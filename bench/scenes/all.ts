import type { Scene } from "../row.ts";
import type { Scale } from "../scale.ts";
import { onDebian } from "./debian.ts";
import { onDevice } from "./device.ts";
import { ofMillion } from "./million.ts";
import { onPackedDevice } from "./packed-device.ts";
import { ofPacking } from "./packing.ts";
import { ofSharedDirectory } from "./shared-directory.ts";
import { start } from "./start.ts";

/** All rows, in the order of the table. */
export const SCENES: readonly ((scale: Scale) => Scene)[] = [
  start,
  onDevice,
  onPackedDevice,
  ofMillion,
  ofPacking,
  ofSharedDirectory,
  onDebian,
];
