/** The one order of versions: `9` before `10`, `v1.9` before `v1.10`, whatever the machine's language. */
const order = new Intl.Collator('und', { numeric: true });

/** Below 0 if `a` is the earlier version. Also orders names of instruments, so that a list has one order everywhere. */
export const compareVersions = (a: string, b: string): number => order.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

export const isEarlier = (version: string, than: string): boolean => compareVersions(version, than) < 0;
