/** The order of versions: `9` before `10`, `v1.9` before `v1.10`, independent of the machine's locale. */
const order = new Intl.Collator('und', { numeric: true });

/**
 * Negative if `a` is the earlier version. Also used for names of instruments, so that lists have the same order
 * everywhere.
 */
export const compareVersions = (a: string, b: string): number => order.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

export const isEarlier = (version: string, than: string): boolean => compareVersions(version, than) < 0;
