/** Whether a file's mode has whoever executes it take its owner: S_ISUID of inode(7). */
export const isSetuid = (mode: number): boolean => (mode & 0o4000) !== 0;

/** The same for its group: S_ISGID, which counts together with the group's x bit alone (fs/exec.c, bprm_fill_uid). */
export const isSetgid = (mode: number): boolean => (mode & 0o2010) === 0o2010;
