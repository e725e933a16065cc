/** Names of the benchmarks, as `docs/performance.md` lists them. */

/** Of a whole run, in the order of the table. */
export const benchmarks: readonly string[] = [
  'release',
  'serve',
  'requests',
  'pages',
  'paint',
  'start',
  'commands',
  'check',
  'workbook-write',
  'upload',
  'index',
  'installed',
];
/** Those that take minutes each: run by name, and then in the table too. */
export const byName: readonly string[] = ['follow', 'print', 'growth', 'demo', 'suite', 'busy'];
