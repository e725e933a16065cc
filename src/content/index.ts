/**
 * The one door to the files of `questionnaires/`, `pipelines/`, `dashboards/` and `texts/`: YAML, CSV and JSON are read here, held
 * against the schema of their kind, and every fault has its file, line and column. It knows what a file looks like, not what it
 * means: that is judged by the folder of `src/` that the file belongs to, and reported as the same faults.
 */
export { type Fault, formatFault, placeOfFault } from '../problem/index.ts';
export { type Codes, codesOf, emptyTable, keysOf, strays, twice } from './codes.ts';
export { faultAt, faultsIn, faultsOf, inOrder, refuseFaults, type Said, unrepeated } from './fault.ts';
export type { ContentFile, ContentRow, ContentTable, Opened, OpenedTable } from './file.ts';
export { checkOnce, contentFingerprint } from './fingerprint.ts';
export { contentFolders } from './folders.ts';
export { copyFolder, remembered } from './kept.ts';
export { checkFiles, listContent } from './list.ts';
export { nearest } from './nearest.ts';
export { contentOf, openContent, openTable, readContent, tableOf } from './open.ts';
export { linesOfCsv, parseCells } from './read/csv.ts';
export { type Path, placeOfOffset, type TextPosition } from './read/place.ts';
export { parseTree, type Tree, valueOfYaml } from './read/yaml.ts';
export { pathText, reported } from './schema/explain.ts';
export { type JsonObject, type SchemaFault, schemaFaults } from './schema/validate.ts';
export { compareVersions, isEarlier } from './version.ts';
export { type Watching, watchContent } from './watch.ts';
export { type PlacedText, withTexts } from './write/texts.ts';
