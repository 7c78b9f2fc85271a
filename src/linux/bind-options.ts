/** How a program or library is bound: read-only and without rights, as the security rules ask. */
export const CODE_OPTIONS: string = "ro,bind,nosuid,nodev";

/** How data is bound, which need not be executable. */
export const DATA_OPTIONS: string = `${CODE_OPTIONS},noexec`;
