/**
 * Statistics on plain arrays, each method with its source: columns, indices, uncertainty, checks of a construct. This
 * folder must not know stores, the warehouse, countries or questions. Its folders import downwards only: `numeric`,
 * `columns`, `index`, then `uncertainty` and `construct`.
 */
export type { Column } from './columns/column.ts';
export { type ColumnSummary, summarise } from './columns/column-summary.ts';
export { type Correlation, correlate, cronbach, sharedUnits } from './columns/correlate.ts';
export { type Imputation, type ImputedColumn, impute, imputeAcross } from './columns/impute.ts';
export { deviation, mean, median, quantile, shapeOf } from './columns/moments.ts';
export { direct, type Goalposts, type Normalisation, normalise } from './columns/normalise.ts';
export { type Components, principalComponents } from './columns/principal.ts';
export { rank, rankWithin, type Ties } from './columns/rank.ts';
export { type Availability, availability, type Screening, screen } from './columns/screen.ts';
export type { Shape, ShapeLimits } from './columns/shape.ts';
export { correlationSignificance } from './columns/significance.ts';
export { type RankingRoom, rankInto, rankingRoom } from './columns/standing.ts';
export type { Transformation } from './columns/transform.ts';
export { type TreatedColumn, type Treatment, treat } from './columns/treat.ts';
export { farthest, heaviest, isUsable, isWeight, lightest } from './columns/units.ts';
export { type Winsorised, winsorise } from './columns/winsorise.ts';
export {
  type ConstructCheck,
  type ConstructRow,
  type ConstructThresholds,
  constructThresholds,
} from './construct/check.ts';
export { checkConstruct } from './construct/construct.ts';
export { type ComponentRow, type CorrelationRow, componentRows, correlationRows } from './construct/tables.ts';
export { aggregate, copeland, type Mean, outranking } from './index/aggregate.ts';
export { type Balance, balancedWeights } from './index/balance.ts';
export { type BuiltIndex, buildIndex, type StepTable } from './index/composite.ts';
export {
  type IndexData,
  type IndexMethod,
  type IndexNode,
  type IndexNormalisation,
  type IndexScreening,
  type IndexStep,
  indexSteps,
} from './index/method.ts';
export {
  bestOf,
  type ItemStanding,
  itemStanding,
  type PublishedStanding,
  publishedMean,
  type Thresholds,
  type Weighed,
} from './index/published.ts';
export type { Screened } from './index/screening.ts';
export type { Node } from './index/tree.ts';
export { aggregateTable, type LevelMean, type NodeColumns, type TreeMethod } from './index/up-the-tree.ts';
export { effectiveWeights, equalWeights, type FoundWeights, principalWeights } from './index/weights.ts';
export { type RandomStream, randomStream } from './numeric/random.ts';
export { sumOf } from './numeric/sum.ts';
export { type Band, bandOf } from './uncertainty/band.ts';
export { openReplicator, type Replicator } from './uncertainty/replication.ts';
export type { Draw, Factor, FactorChoices, Variations } from './uncertainty/replication-draw.ts';
export { openScoreTree, type ScoreTreeData } from './uncertainty/score-tree.ts';
export {
  type BandColumns,
  type ScoreTreeBands,
  type ScoreTreeRun,
  scoreTreeBands,
} from './uncertainty/score-tree-bands.ts';
export {
  type ScoreTreeDraw,
  type ScoreTreeFactor,
  type ScoreTreeImputation,
  type ScoreTreeMean,
  type ScoreTreeVariations,
  scoreTreeChoiceOf,
  scoreTreeDraws,
} from './uncertainty/score-tree-draw.ts';
export { type ScoreTreeSensitivity, scoreTreeSensitivity } from './uncertainty/score-tree-sensitivity.ts';
export type { ScoreTree, ScoreTreeElement } from './uncertainty/score-tree-shape.ts';
export { sameSigns } from './uncertainty/score-tree-signs.ts';
export {
  openScoreTreeThread,
  runScoreTree,
  type ScoreTreeRunner,
  type ScoreTreeThread,
  thisThread,
} from './uncertainty/score-tree-threads.ts';
export { type FactorSensitivity, runSensitivity, type Sensitivity } from './uncertainty/sensitivity.ts';
export { type DesignOutcomes, type SobolIndices, sobolIndices } from './uncertainty/sobol.ts';
export { choiceOf, replayDraws, runUncertainty, type Uncertainty } from './uncertainty/uncertainty.ts';
