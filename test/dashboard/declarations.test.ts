import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listDashboards, openAtlas, openBinder } from '../../src/dashboard/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { Problem } from '../../src/problem/index.ts';
import { maps, release } from './marts.ts';

const root = resolve(import.meta.dirname, '../..');

describe('a declared dashboard', () => {
  it.each(listDashboards(root).all.map(({ name }) => name))('%s is valid by its schema', (name) => {
    const schema = JSON.parse(readFileSync(join(root, 'dashboards/dashboard.schema.json'), 'utf8'));
    const check = new Ajv({ allowUnionTypes: true }).addVocabulary(['patternErrorMessage']).compile(schema);
    check(parse(readFileSync(join(root, 'dashboards', name, 'dashboard.yaml'), 'utf8'), { merge: true }));
    expect(check.errors ?? []).toEqual([]);
  });
});

describe('a mark of a chart', () => {
  const charts = readdirSync(join(root, 'dashboards'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.vl.json'),
  );
  type View = {
    readonly mark?: string | { readonly aria?: boolean };
    readonly encoding?: object;
    readonly layer?: readonly View[];
    readonly spec?: View;
  };
  const marksOf = (view: View, place: string, above: object): string[] => {
    const encoding = { ...above, ...view.encoding };
    const isSilent = typeof view.mark === 'object' && view.mark.aria === false;
    const own = view.mark !== undefined && !isSilent && !('description' in encoding) ? [place] : [];
    const below = [...(view.layer ?? []), ...(view.spec ? [view.spec] : [])];
    return [...own, ...below.flatMap((one, at) => marksOf(one, `${place}/${at}`, encoding))];
  };
  // Without either, Vega makes a tip of the names of the columns.
  it.each(charts)('of %s has a tip in words, or none', (file) => {
    const chart = JSON.parse(readFileSync(join(root, 'dashboards', file), 'utf8')) as View;
    expect(marksOf(chart, file, {})).toEqual([]);
  });
});

describe('a block whose entries state their dates', () => {
  const dates = /as_of/;
  const each = listDashboards(root).all.flatMap(({ name, declared }) =>
    declared.blocks.flatMap((block) => (block.as_of === 'each' ? [[`${name}/${block.id}`, name, block] as const] : [])),
  );
  it.each(each)('%s has them in a column', (_, name, block) => {
    const texts = parse(readFileSync(join(root, 'dashboards', name, 'texts/en.yaml'), 'utf8')) as {
      formats?: Record<string, string>;
    };
    const formats = Object.assign(
      {},
      ...Object.values(block.data ?? {}).map((data) => ('format' in data ? (data.format ?? {}) : {})),
    ) as Record<string, string>;
    const shown = JSON.stringify([
      ...('table' in block ? [block.table] : []),
      ...('tree' in block ? [block.tree] : []),
    ]);
    const columns = [...shown.matchAll(/"(?:column|under)":"([^"]+)"/g)].map(([, column]) => column!);
    const texted = (column: string) => texts.formats?.[formats[column]?.replace('formats.', '') ?? ''] ?? column;
    expect(columns.map(texted).some((text) => dates.test(text))).toBe(true);
  });
});

describe('a new dashboard', () => {
  let content: string;
  beforeEach(() => {
    content = mkdtempSync(join(tmpdir(), 'content-'));
    cpSync(join(root, 'texts'), join(content, 'texts'), { recursive: true });
    cpSync(join(root, 'dashboards'), join(content, 'dashboards'), { recursive: true });
    cpSync(join(root, 'pipelines/marts'), join(content, 'pipelines/marts'), { recursive: true });
  });
  afterEach(() => rmSync(content, { recursive: true }));

  it('is shown as soon as its folder exists, without code', () => {
    add(
      'flags',
      'position: 99\nblocks:\n  - id: list\n    data: { flags: { mart: flags, label: [country] } }\n    table: { data: flags, columns: [{ column: country_label, head: true }] }\n',
      {
        en: 'nav: Flags\npage: { title: Flags, lede: All of them }\nblocks: { list: { title: List } }\n',
        fr: 'nav: Drapeaux\npage: { title: Drapeaux, lede: Tous }\nblocks: { list: { title: Liste } }\n',
      },
    );
    const dashboards = listDashboards(content);
    const binder = openBinder(dashboards, openAtlas(maps), loadTexts(content));
    const last = dashboards.all.at(-1)!;
    const page = binder.bind(release, last, binder.addresses(release, last)[0]!, 'fr');
    expect(page.title).toBe('Drapeaux');
    expect(page.blocks[0]).toMatchObject({ kind: 'table', table: { rows: [{ cells: [{ text: 'Corvenia' }] }] } });
  });

  it.each([
    ['blocks: []\n', 'no "position"'],
    ['position: 9\n', 'no "blocks"'],
    ['position: 9\nblocks: [{ id: a, char: x.vl.json }]\n', '"char", which has no meaning here'],
    [
      'position: 9\nblocks: [{ id: a, table: { data: nowhere, columns: [{ column: y }] } }]\n',
      'asks for the data "nowhere"',
    ],
    ['position: 9\nblocks: [{ id: a, prose: [x] }, { id: a, prose: [y] }]\n', 'has the id "a" already'],
  ])('that has only %j is refused with the name of its file', (yaml, said) => {
    add('odd', yaml, {});
    const problem = problemOf(() => listDashboards(content));
    expect(problem.message).toContain(said);
    expect(problem.where).toMatch(/^dashboards\/odd\/dashboard\.yaml:\d+:\d+$/);
  });

  it.each([
    'data: { x: { mart: scors } }, table: { data: x, columns: [{ column: y }] }',
    'picks: { x: { mart: scors, column: y } }, prose: [z]',
    'with: scors, prose: [z]',
  ])('that names a mart without a model is refused: %s', (block) => {
    add('odd', `position: 9\nblocks: [{ id: a, ${block} }]\n`, {});
    const problem = problemOf(() => listDashboards(content));
    expect(problem.code).toBe('content_faulty');
    expect(problem.message).toContain('No model declares the mart "scors". Did you mean "scores"?');
  });

  it('with a YAML error is refused with the line', () => {
    add('odd', 'position: 9\nblocks:\n  - id: "a\n', {});
    expect(problemOf(() => listDashboards(content)).where).toMatch(/^dashboards\/odd\/dashboard\.yaml:\d+:\d+$/);
  });

  it('whose chart would load data from a URL is refused', () => {
    add('odd', 'position: 9\nblocks: [{ id: a, chart: a.vl.json }]\n', {});
    writeFileSync(
      join(content, 'dashboards/odd/a.vl.json'),
      '{"data":{"url":"https://example.org/x.csv"},"mark":"bar"}',
    );
    expect(problemOf(() => listDashboards(content)).message).toContain('names an address');
  });

  function add(name: string, yaml: string, languages: Record<string, string>): void {
    const folder = join(content, 'dashboards', name);
    mkdirSync(join(folder, 'texts'), { recursive: true });
    writeFileSync(join(folder, 'dashboard.yaml'), yaml);
    for (const [code, text] of Object.entries(languages)) writeFileSync(join(folder, 'texts', `${code}.yaml`), text);
  }
});

function problemOf(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
