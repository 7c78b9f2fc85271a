import { ARGUMENTS } from "./arguments.ts";
import { BETWEEN } from "./between.ts";
import { BUNDLES } from "./bundles.ts";
import { DBUS_SOCKET } from "./dbus.ts";
import { DELIBERATE } from "./deliberate.ts";
import { DEVICES } from "./devices.ts";
import { IDENTITY } from "./identity.ts";
import { LAUNCHER } from "./launcher.ts";
import { LIMITS } from "./limits.ts";
import { LOADER } from "./loader.ts";
import { MISSING_LIBRARIES } from "./missing-libraries.ts";
import { MOUNTS } from "./mounts.ts";
import { NETWORK } from "./network.ts";
import { PROFILES } from "./profiles.ts";
import { RELATIVE } from "./relative.ts";
import { RUN_TIME } from "./run-time.ts";
import { TAGS } from "./tags.ts";
import { UNIT_SETTINGS } from "./unit-settings.ts";
import { UNITS } from "./units.ts";
import type { Kind } from "./case.ts";

/** All cases of the corpus. */
export const KINDS: readonly Kind[] = [
  MISSING_LIBRARIES,
  LOADER,
  IDENTITY,
  RELATIVE,
  MOUNTS,
  RUN_TIME,
  NETWORK,
  LAUNCHER,
  TAGS,
  LIMITS,
  DEVICES,
  PROFILES,
  DBUS_SOCKET,
  DELIBERATE,
  UNITS,
  UNIT_SETTINGS,
  BETWEEN,
  BUNDLES,
  ARGUMENTS,
];
