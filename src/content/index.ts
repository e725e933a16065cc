/**
 * The only access to the files of `questionnaires/`, `pipelines/`, `dashboards/` and `texts/`: reads YAML, CSV and
 * JSON, checks them against the schema of their kind, and gives every fault a file, line and column. This folder must
 * not know what a file means: the folder of `src/` that owns the file checks that, and reports the same kind of
 * faults.
 */
export { type Fault, formatFault, placeOfFault } from '../problem/index.ts';
export { type Codes, codesOf, emptyTable, keysOf, strays, twice } from './codes.ts';
export { type FaultText, faultAt, faultsIn, faultsOf, inOrder, refuseFaults, unrepeated } from './fault.ts';
export type { ContentFile, ContentRow, ContentTable, Opened, OpenedTable } from './file.ts';
export { checkOnce, contentFingerprint } from './fingerprint.ts';
export { contentFolders } from './folders.ts';
export { copyFolder, remembered } from './kept.ts';
export { checkFiles, listContent } from './list.ts';
export { nearest } from './nearest.ts';
export {
  areUnchanged,
  contentOf,
  type FileMark,
  marksOfRead,
  openContent,
  openTable,
  readContent,
  tableOf,
} from './open.ts';
export { linesOfCsv, parseCells } from './read/csv.ts';
export { type Path, placeOfOffset, type TextPosition } from './read/place.ts';
export { parseTree, type Tree, valueOfYaml } from './read/yaml.ts';
export { pathText, reported } from './schema/explain.ts';
export { type JsonObject, type SchemaFault, schemaFaults } from './schema/validate.ts';
export { compareVersions, isEarlier } from './version.ts';
export { type Watching, watchContent } from './watch.ts';
export { type PlacedText, withTexts } from './write/texts.ts';
