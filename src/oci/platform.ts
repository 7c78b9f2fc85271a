import type { Platform } from "./descriptor.ts";

/** The platform that the tags speak of: `SOC_VER=arm_19.1` is linux/arm, `mipsel…` linux/mipsle; others say nothing. */
export const platformOf = ({ SOC_VER = "" }: Readonly<Record<string, string>>): Platform | undefined => {
  const family = /^(arm|mipsel)(?![a-z0-9])/.exec(SOC_VER)?.[1];
  return family === undefined ? undefined : { architecture: family === "arm" ? "arm" : "mipsle", os: "linux" };
};
