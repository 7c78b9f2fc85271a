/** What the variables of a container's block in containerLog.properties begin with: no shell has `-` and `.` in a name. */
export const logVariable = (container: string): string => container.replaceAll(/[-.]/g, "_");
