/** Seconds that this process has used of the processor since `begin`: unlike the time of day they hang little on what else the machine does. */
export const processorSeconds = (begin: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
};
