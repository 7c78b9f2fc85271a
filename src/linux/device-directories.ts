/** What stands in a directory below /dev: devices, or something else (links to devices, files of a tmpfs). */
export type DeviceDirectory = "devices" | "other";

/**
 * What a path below /dev is where it can only be a directory: Documentation/admin-guide/devices.rst, what drivers name their devices (sound,
 * drm, input, dvb, usb), udev(7)'s directories of links, and the file systems that are mounted below /dev.
 */
export const deviceDirectory = (path: string): DeviceDirectory | undefined =>
  HOLD_DEVICES.test(path) ? "devices" : HOLD_OTHERS.test(path) ? "other" : undefined;

const HOLD_DEVICES = /^\/dev\/(?:input|dri|snd|net|mapper|pts|bus|bus\/usb|bus\/usb\/\d{3}|dvb|dvb\/adapter\d+)$/;

const HOLD_OTHERS = /^\/dev\/(?:shm|mqueue|hugepages|block|char|(?:disk|v4l|serial|input|snd|dri)\/by-[a-z]+|disk|v4l|serial)$/;
