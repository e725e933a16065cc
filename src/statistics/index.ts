export { aggregate, copeland, type Mean, meanBy, outranking } from './aggregate.ts';
export { type Column, present, rangeOf } from './column.ts';
export { type Imputation, type ImputedColumn, impute } from './impute.ts';
export { deviation, mean, median, quantile, shapeOf } from './moments.ts';
export { direct, type Goalposts, type Normalisation, normalise } from './normalise.ts';
export { rank } from './rank.ts';
export { type TreatedColumn, type Treatment, transform, treat, winsorise } from './treat.ts';
