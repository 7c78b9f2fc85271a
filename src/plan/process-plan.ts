import type { Credentials } from "../linux/access.ts";

/** A process of the container as the kernel knows it. */
export interface ProcessPlan extends Credentials {
  /** The user that it changes to, in secure mode with a UserName; without one it stays root. */
  readonly userName: string | undefined;
}
