/** Where programs lie, in the order of the PATH that a unit of systemd has: systemd.exec(5). */
export const USUAL_PATH: readonly string[] = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
