// What work takes of the processor, however busy the machine is: a bound on it is for what backtracks, and not for what is slow.

/** Seconds of this process, in all its threads; `work` is synchronous. */
export function processorSeconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
