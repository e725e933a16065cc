/**
 * The kinds of content files. Each has one schema, which the software enforces and editors use. A file of no kind is
 * refused, as it may have a misspelled name and would otherwise be ignored.
 */
export type ContentKind = {
  /** Pattern of the path below the content root. */
  readonly files: RegExp;
  /**
   * Path of the JSON Schema, with `#/…` for a part of it; for a table it describes one line. Null if only the owner
   * of the kind checks it.
   */
  readonly schema: string | null;
  /** True if the file may use YAML references (`&`, `*`, `<<`). */
  readonly references?: boolean;
};

const tablesOf = (folder: string, tables: readonly string[]): ContentKind[] =>
  tables.map((table) => ({
    files: new RegExp(`^pipelines/${folder}/${table}\\.csv$`),
    schema: `pipelines/${folder.split('/')[0]}/tables.schema.json#/definitions/${table}`,
  }));

export const kinds: readonly ContentKind[] = [
  { files: /\.schema\.json$/, schema: null },
  { files: /^questionnaires\/[^/]+\/[^/]+\/questionnaire\.yaml$/, schema: 'questionnaires/questionnaire.schema.json' },
  { files: /^questionnaires\/[^/]+\/[^/]+\/choices\.yaml$/, schema: 'questionnaires/choices.schema.json' },
  { files: /^questionnaires\/[^/]+\/[^/]+\/crosswalk\.csv$/, schema: 'questionnaires/crosswalk.schema.json' },
  {
    files: /^questionnaires\/[^/]+\/[^/]+\/earlier_texts\.csv$/,
    schema: 'questionnaires/earlier_texts.schema.json',
  },
  { files: /^questionnaires\/[^/]+\/[^/]+\/texts\/[^/]+\.yaml$/, schema: 'questionnaires/texts.schema.json' },
  { files: /^questionnaires\/[^/]+\/demo\.yaml$/, schema: 'questionnaires/demo.schema.json' },
  {
    files: /^pipelines\/(staging|indicators|scores|statistics|marts)\/([a-z]+\/)?[a-z0-9_]+\.yaml$/,
    schema: 'pipelines/model.schema.json',
  },
  { files: /^pipelines\/texts\/[^/]+\.yaml$/, schema: 'pipelines/descriptions.schema.json' },
  { files: /^pipelines\/framework\/[^/]+\/cycles\.yaml$/, schema: 'pipelines/framework/cycles.schema.json' },
  { files: /^pipelines\/framework\/[^/]+\/uncertainty\.yaml$/, schema: 'pipelines/framework/uncertainty.schema.json' },
  { files: /^pipelines\/framework\/[^/]+\/texts\/[^/]+\.yaml$/, schema: 'pipelines/framework/texts.schema.json' },
  ...tablesOf('framework/[^/]+', [
    ...['dimensions', 'pillars', 'indicators', 'indicator_questions', 'areas', 'area_questions'],
    ...['context_questions', 'flags', 'treaty_answers', 'recommendation_elements'],
    ...['points', 'point_links'],
    'support_areas',
  ]),
  ...tablesOf('reference(/illustrative)?', [
    ...['countries', 'centroids', 'groups', 'group_names', 'regions', 'tiles', 'treaties', 'treaty_names'],
    ...['treaty_coverage', 'bodies', 'actors', 'recommendations', 'milestones', 'projects'],
    'organisations',
  ]).map((kind) => ({ ...kind, schema: kind.schema!.replace(/^pipelines\/[^/]+/, 'pipelines/reference') })),
  {
    files: /^pipelines\/reference\/(illustrative\/)?names\/[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\.csv$/,
    schema: 'pipelines/reference/tables.schema.json#/definitions/names',
  },
  {
    files: /^pipelines\/reference\/(illustrative\/)?(boundaries|disputed)\.geojson$/,
    schema: 'pipelines/reference/geometry.schema.json',
  },
  { files: /^dashboards\/[^/]+\/dashboard\.yaml$/, schema: 'dashboards/dashboard.schema.json', references: true },
  { files: /^dashboards\/theme\.yaml$/, schema: 'dashboards/theme.schema.json', references: true },
  { files: /^dashboards\/columns\.yaml$/, schema: 'dashboards/columns.schema.json' },
  { files: /^dashboards\/[^/]+\/[^/]+\.vl\.json$/, schema: 'dashboards/chart.schema.json' },
  { files: /^dashboards\/[^/]+\/texts\/[^/]+\.yaml$/, schema: 'texts/texts.schema.json' },
  { files: /^texts\/languages\.yaml$/, schema: 'texts/languages.schema.json' },
  { files: /^texts\/[^/]+\/[^/]+\.yaml$/, schema: 'texts/texts.schema.json' },
];

export const kindOf = (name: string): ContentKind | null => kinds.find(({ files }) => files.test(name)) ?? null;
