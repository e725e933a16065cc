/**
 * Columns that contain codes, by the kind of code. A build loads all columns of one kind as one enumerated type,
 * whatever their table, so that tables are joined on numbers. SQL statements see text.
 */
const codeColumns: Readonly<Record<string, readonly string[]>> = {
  cycle: ['cycle', 'from_cycle', 'baseline_cycle'],
  country: ['country'],
  section: ['section'],
  question: [
    'question',
    'from_question',
    'priority_question',
    'help_question',
    'readiness_question',
    'support_question',
  ],
  item: ['item'],
  part: ['part'],
  list: ['list'],
  indicator: ['indicator', 'beside'],
  pillar: ['pillar'],
  dimension: ['dimension'],
  area: ['area'],
  treaty: ['treaty'],
  sheet: ['sheet'],
  cell: ['cell'],
  file: ['file_name'],
  upload: ['upload_sha256'],
  state: ['state'],
  hidden: ['hidden_as'],
  evidence_state: ['evidence_state'],
};
const codeOf = new Map(Object.entries(codeColumns).flatMap(([code, columns]) => columns.map((name) => [name, code])));

/** Kinds of code, with the name of the type of each. */
export const codeTypes: ReadonlyMap<string, string> = new Map(
  Object.keys(codeColumns).map((code) => [code, `${code}_code`]),
);

/** The kind of code in a column; undefined for any other column. */
export const codeOfColumn = (column: string): string | undefined => codeOf.get(column);
