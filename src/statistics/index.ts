export { aggregate, copeland, type Mean, meanBy, outranking } from './aggregate.ts';
export { type Column, present, rangeOf } from './column.ts';
export {
  aggregateTable,
  type BuiltIndex,
  buildIndex,
  type IndexData,
  type IndexMethod,
  type IndexNode,
  indicatorsUnder,
  type LevelMean,
  type Table,
} from './composite.ts';
export {
  type ConstructCheck,
  type ConstructRow,
  type ConstructThresholds,
  checkConstruct,
  constructThresholds,
} from './construct.ts';
export { type Correlation, correlate, covariance, cronbach, isConstant, sharedUnits } from './correlate.ts';
export { type Imputation, type ImputedColumn, impute } from './impute.ts';
export { deviation, mean, median, quantile, shapeOf } from './moments.ts';
export { direct, type Goalposts, type Normalisation, normalise } from './normalise.ts';
export { type Components, principalComponents } from './principal.ts';
export { randomStream } from './random.ts';
export { rank } from './rank.ts';
export { type Draw, type Factor, openReplicator, type Replicator, type Variations } from './replication.ts';
export { type Availability, availability, type Screening, screen } from './screen.ts';
export { type FactorSensitivity, runSensitivity, type Sensitivity } from './sensitivity.ts';
export { type TreatedColumn, type Treatment, transform, treat, winsorise } from './treat.ts';
export type { Node } from './tree.ts';
export { type Band, choiceOf, runUncertainty, type Uncertainty } from './uncertainty.ts';
export {
  type Balance,
  balancedWeights,
  effectiveWeights,
  equalWeights,
  type FoundWeights,
  principalWeights,
} from './weights.ts';
