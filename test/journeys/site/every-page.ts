/** Addresses, below the language, of one page of each kind. */
import { listDashboards } from '../../../src/dashboard/index.ts';
import { root } from '../published.ts';

const dashboards = listDashboards(root).all.map(({ name }) => name);

export const everyPage: readonly string[] = [
  ...dashboards,
  'compare?with=XAC,XAD,XNR',
  'area/legislation',
  'region/XNR',
  'trend?with=XAC,XNR',
  'data',
  'releases',
  'search?q=train',
  'search?q=zzz',
];
