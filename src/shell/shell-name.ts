/** Whether a program's name is that of a shell whose language is POSIX's. */
export const isShellName = (name: string): boolean => /^(?:ba|da|a|k)?sh$/.test(name);
