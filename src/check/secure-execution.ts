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
  const isSetuid = (mode & SETUID) !== 0 && program.uid !== uid;
  const isSetgid = (mode & SETGID) !== 0 && (mode & GROUP_EXECUTE) !== 0 && program.gid !== gid;
  if (!noNewPrivs && (isSetuid || isSetgid)) return true;
  const capabilities = uid === 0 ? undefined : capabilitiesOf(program);
  return capabilities !== undefined && (capabilities.effective || !noNewPrivs);
};

const SETUID = 0o4000;
const SETGID = 0o2000;
const GROUP_EXECUTE = 0o010;
