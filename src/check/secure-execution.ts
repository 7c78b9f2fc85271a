import { isSetgid, isSetuid } from "../linux/set-id.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { capabilitiesOf } from "./file-capabilities.ts";

export interface Executing {
  readonly uid: number;
  readonly gid: number;
  /** Whether the program lies on a mount that is nosuid. */
  readonly isNosuid: boolean;
  readonly noNewPrivs: boolean;
}

/**
 * Whether the kernel sets AT_SECURE for a program (security/commoncap.c, cap_bprm_creds_from_file; fs/exec.c, bprm_fill_uid): it gains
 * capabilities from its file while it is not root's, or its setuid or setgid bit changes an id. no_new_privs keeps the bits from
 * counting, but not the effective flag of a file's capabilities.
 */
export const isSecureExecution = (program: HostNode, { uid, gid, isNosuid, noNewPrivs }: Executing): boolean => {
  if (isNosuid) return false;
  const { mode } = program;
  const changesId = (isSetuid(mode) && program.uid !== uid) || (isSetgid(mode) && program.gid !== gid);
  if (!noNewPrivs && changesId) return true;
  const capabilities = uid === 0 ? undefined : capabilitiesOf(program);
  return capabilities !== undefined && (capabilities.effective || !noNewPrivs);
};
