/**
 * Files of a new dashboard: the indicators of a release as a chart of scores by country, with a table and a filter by
 * region.
 */
import type { NewFiles } from './write-new.ts';

/** @param others - languages that must be complete, whose texts are marked until they are translated */
export function dashboardFiles(
  name: string,
  position: number,
  { working, others }: { working: string; others: readonly string[] },
): NewFiles {
  const folder = `dashboards/${name}`;
  return {
    [`${folder}/dashboard.yaml`]: `# yaml-language-server: $schema=../dashboard.schema.json
position: ${position}
# One page for each element of the framework.
choice:
  name: element
  start: first
  value: element
  label: element_label
  columns: [level, element_label]
  data:
    mart: framework
    where: { level: [dimension, pillar, indicator], shown_only: false }
    label: { element_label: { kind: =level, id: element } }
    sort: [position]
# The page can be narrowed to the countries of a region.
filters:
  mart: countries
  where: { invited: true }
  key: country
  by:
    - { name: region, column: region, label: region }
downloads: [scores]

blocks:
  - id: scores
    chart: scores.vl.json
    narrow: fit
    data:
      states:
        mart: scores
        where: { cycle: $cycle, element: $element, score: { known: true } }
        label: [country]
        format: { tip: tips.state }
        sort: [-score, country_label]
    needs: states
    table:
      data: states
      anchor: country
      columns:
        - { column: country_label, head: true }
        - { column: score, as: number }
        - { column: coverage, as: share }
`,
    [`${folder}/scores.vl.json`]: `${JSON.stringify(chart, null, 2)}\n`,
    [`${folder}/texts/${working}.yaml`]: words(name, ''),
    ...Object.fromEntries(others.map((code) => [`${folder}/texts/${code}.yaml`, words(name, `[${working}] `)])),
  };
}

const chart = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  width: 560,
  height: { step: 26 },
  data: { name: 'states' },
  mark: { type: 'bar', color: 'theme:accent' },
  encoding: {
    y: { field: 'country_label', type: 'nominal', sort: null, axis: { title: null } },
    x: {
      field: 'score',
      type: 'quantitative',
      scale: { domain: [0, 100] },
      axis: { title: 'text:axes.score' },
    },
    description: { field: 'tip' },
  },
};

/** @param mark - prefix of each text that is not translated, as readers see it */
const words = (name: string, mark: string): string => `# yaml-language-server: $schema=../../../texts/texts.schema.json
nav: "${mark}${name}"
page:
  title: "${mark}{element_label} by country"
  lede: "${mark}Scores from 0 to 100. {reported} of {invited} countries reported."
choice:
  title: "${mark}Element"
axes:
  score: "${mark}Score, 0 to 100"
tips:
  state: "{country_label}: {score}"
blocks:
  scores:
    title: "${mark}Scores"
    sentence: "${mark}Countries with a published score, the highest first."
    empty: "${mark}No country has a published score."
`;
