/** A `caps="cap_net_raw,cap_net_admin+ep"` attribute: names lower case without `cap_`. */
export interface FileCapabilities {
  readonly names: readonly string[];
  readonly effective: boolean;
  readonly permitted: boolean;
  readonly inheritable: boolean;
}

/** The capabilities of capabilities(7) in lower case without `cap_`; a name's index is its number in the kernel. */
export const CAPABILITY_NAMES: readonly string[] = (
  "chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service net_broadcast net_admin " +
  "net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time " +
  "sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read " +
  "perfmon bpf checkpoint_restore"
).split(" ");

/** Reads `cap_net_raw,cap_net_admin+ep` (also with `=`); `undefined` for another form or an unknown name. */
export const parseCapabilities = (text: string): FileCapabilities | undefined => {
  const [, list = "", flags = ""] = /^([a-z_,]+)[+=]([eip]+)$/i.exec(text) ?? [];
  const names = list
    .toLowerCase()
    .split(",")
    .map((name) => name.replace(/^cap_/, ""));
  if (!names.every((name) => CAPABILITY_NAMES.includes(name))) return undefined;
  return {
    names,
    effective: flags.includes("e"),
    permitted: flags.includes("p"),
    inheritable: flags.includes("i"),
  };
};
