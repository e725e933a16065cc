/**
 * Dashboards as content: turns declarations of `dashboards/` and the marts of one published release into the parts
 * and pictures of a page. This folder must not know the state store, so that a public page cannot reach unreleased
 * answers, nor HTML.
 */
export type {
  BoundBlock,
  BoundCard,
  BoundCell,
  BoundChoice,
  BoundColumn,
  BoundDocument,
  BoundFigures,
  BoundFilter,
  BoundKey,
  BoundLink,
  BoundNode,
  BoundPage,
  BoundTable,
} from './bind/bound.ts';
export { type Chosen, membersAmong, type Narrow } from './bind/narrow.ts';
export { type Binder, openBinder, partOf } from './bind/page.ts';
export { describeProtection } from './bind/protection.ts';
export { orderOfClick } from './bind/table.ts';
export { checkDashboards } from './check/check.ts';
export type { NamedPage, PageAddress } from './declare/choice.ts';
export { type Dashboard, type Dashboards, listDashboards } from './declare/dashboards.ts';
export { type SiteSection, siteSections } from './declare/declaration.ts';
export {
  filtersOf,
  filterValues,
  groupsAsOf,
  listSign,
  mayHave,
  queryOf,
  sortName,
  splitValues,
} from './declare/filter.ts';
export { stateGroups } from './declare/filter-form.ts';
export { isCode, isFoundIn, longest as longestSearch, matchOf, maySearch, searchFor } from './declare/search.ts';
export { hasTables, pagesOf, rowsName } from './declare/table-pages.ts';
export { type Atlas, type MapKind, type MapSource, openAtlas } from './draw/atlas.ts';
export { type BoundChart, canLive, stillChart, withoutCaption } from './draw/chart.ts';
export { loadMaps } from './draw/maps.ts';
export { openPainter, type Painter } from './draw/painter.ts';
export { standaloneKeys } from './draw/pattern.ts';
export type { DatasetRow, DatasetValue, ReleaseView } from './release.ts';
export { loadTheme, type Theme } from './theme.ts';
