/**
 * The SQL models of `pipelines/`: read, ordered, run, and checked against their rules and examples. This folder must
 * not know any table by name.
 */
export { modelDescriptions } from './descriptions.ts';
export { type Bench, openBench, type TableTypes } from './example.ts';
export {
  keptMartDeclarations,
  type ModelFiles,
  martDeclarations,
  modelFiles,
  pathsOfModel,
  schemaPath,
  subjectOfDeclaration,
} from './files.ts';
export { type LineageRow, lineageRows, type ModelRow, modelRows } from './lineage.ts';
export type {
  Example,
  Model,
  ModelSchema,
  Step,
  StepRow,
  Steps,
} from './model.ts';
export { type OrderedModel, orderModels } from './order.ts';
export { checkModels, readModels, readModelsBeside } from './read.ts';
export { createSchemas, type MadeTable, makeModel, modelTasks, runModels } from './run.ts';
export { checkStatements } from './statements.ts';
