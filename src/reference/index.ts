/**
 * Reference facts: countries, groups, regions, treaties, boundaries, tiles, with their sources. This folder must not
 * know cycles or answers, and derives no fact that a source does not state.
 */
export * from './boundary.ts';
export { checkReference } from './check.ts';
export { type Country, loadCountries } from './country.ts';
export { type CountryGroup, loadGroups, type Membership } from './group.ts';
export { type ListedOrganisation, loadOrganisations } from './organisation.ts';
export {
  loadActors,
  loadMilestones,
  loadProjects,
  loadRecommendations,
  type Milestone,
  type PlanProject,
  type Recommendation,
  readProjects,
} from './plan.ts';
export { loadRegions, type Region } from './region.ts';
export type { ReferenceKind } from './table.ts';
export { loadTiles, type Tile } from './tile.ts';
export {
  generalKnowledge,
  loadKnownTreatyFacts,
  loadTreaties,
  loadTreatyFacts,
  type Treaty,
  type TreatyStatus,
  treatyStatus,
} from './treaty.ts';
export { compareTreatyFacts, type TreatyDifference } from './treaty-difference.ts';
