export { type Atlas, type Kind, type MapSource, openAtlas } from './atlas.ts';
export type {
  BoundBlock,
  BoundCard,
  BoundCell,
  BoundChoice,
  BoundColumn,
  BoundFilter,
  BoundKey,
  BoundNode,
  BoundPage,
  BoundTable,
} from './bound.ts';
export { type BoundChart, canLive, stillChart } from './chart.ts';
export type { PageAddress } from './choice.ts';
export { type Dashboard, type Dashboards, listDashboards } from './dashboards.ts';
export { filterValues, queryOf } from './filter.ts';
export { loadMaps } from './maps.ts';
export type { Chosen } from './narrow.ts';
export { type Binder, openBinder } from './page.ts';
export { openPainter, type Painter } from './painter.ts';
export type { ReleaseView, Row, Value } from './release.ts';
export { loadTheme, type Theme } from './theme.ts';
