/**
 * Columns that hold codes, by what they are codes of. In a build each is loaded as one type of all codes of its kind,
 * in whatever table, so that tables are joined on numbers; what a statement sees is text.
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

/** Kinds of code, each with the name of its type. */
export const codeTypes: ReadonlyMap<string, string> = new Map(
  Object.keys(codeColumns).map((code) => [code, `${code}_code`]),
);

/** The kind of code that a column holds; undefined for any other column. */
export const codeOfColumn = (column: string): string | undefined => codeOf.get(column);
