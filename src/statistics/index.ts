export { aggregate, copeland, type Mean, outranking } from './aggregate.ts';
export { type Balance, balancedWeights } from './balance.ts';
export { type Band, bandOf, bandOfCounted } from './band.ts';
export { type Column, isConstant, present, rangeOf } from './column.ts';
export { type ColumnSummary, summarise } from './column-summary.ts';
export { type BuiltIndex, buildIndex, normaliseIndex, type StepTable } from './composite.ts';
export { checkConstruct } from './construct.ts';
export {
  type ConstructCheck,
  type ConstructRow,
  type ConstructThresholds,
  constructThresholds,
} from './construct-check.ts';
export { type ComponentRow, type CorrelationRow, componentRows, correlationRows } from './construct-tables.ts';
export { type Correlation, correlate, covariance, cronbach, sharedUnits } from './correlate.ts';
export { type ForestData, openForest } from './forest.ts';
export { type BandColumns, type ForestBands, type ForestRun, forestBands } from './forest-bands.ts';
export {
  type ForestDraw,
  type ForestFactor,
  type ForestImputation,
  type ForestMean,
  type ForestVariations,
  forestChoiceOf,
  forestDraws,
  forestImputations,
  forestMeans,
} from './forest-draw.ts';
export { type ForestSensitivity, forestSensitivity } from './forest-sensitivity.ts';
export type { Forest, ForestElement } from './forest-shape.ts';
export { sameSigns } from './forest-signs.ts';
export { type ForestRunner, type ForestThread, openForestThread, runForest } from './forest-threads.ts';
export { type Imputation, type ImputedColumn, impute, imputeAcross } from './impute.ts';
export {
  type IndexData,
  type IndexMethod,
  type IndexNode,
  type IndexNormalisation,
  type IndexScreening,
  type IndexStep,
  indexSteps,
} from './index-method.ts';
export type { Screened } from './index-screening.ts';
export { aggregateTable, indicatorsUnder, type LevelMean, type Table, type TreeMethod } from './index-tree.ts';
export { deviation, mean, median, quantile, shapeOf } from './moments.ts';
export { direct, type Goalposts, type Normalisation, normalise } from './normalise.ts';
export { type Components, principalComponents } from './principal.ts';
export {
  bestOf,
  type ItemStanding,
  itemStanding,
  publishedMean,
  type Standing,
  type Thresholds,
  type Weighed,
} from './published.ts';
export { randomStream } from './random.ts';
export { rank, rankWithin, type Ties } from './rank.ts';
export { openReplicator, type Replicator } from './replication.ts';
export type { Choice, Draw, Factor, Variations } from './replication-draw.ts';
export { sensitivityInThreads, uncertaintyInThreads, type Varied } from './replication-threads.ts';
export { type Availability, availability, type Screening, screen } from './screen.ts';
export { type FactorSensitivity, runSensitivity, type Sensitivity } from './sensitivity.ts';
export { type Shape, type ShapeLimits, shapeWithin } from './shape.ts';
export { correlationSignificance } from './significance.ts';
export { type DesignOutcomes, type SobolIndices, sobolIndices } from './sobol.ts';
export { sumOf } from './sum.ts';
export { type Transformation, transform } from './transform.ts';
export { type TreatedColumn, type Treatment, treat } from './treat.ts';
export type { Node } from './tree.ts';
export { choiceOf, replayDraws, runUncertainty, type Uncertainty } from './uncertainty.ts';
export { effectiveWeights, equalWeights, type FoundWeights, principalWeights } from './weights.ts';
export { type Winsorised, winsorise } from './winsorise.ts';
