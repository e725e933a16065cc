/**
 * All faults of the dashboards: every reference must exist in a mart, the theme or the texts, and charts must
 * compile.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf, type Fault, faultAt, faultsIn, listContent, nearest, openContent } from '../../content/index.ts';
import { martDeclarations } from '../../pipeline/index.ts';
import { comparedColumns } from '../bind/compare.ts';
import { rankedColumns } from '../bind/ranking.ts';
import { chartFile, readDashboards } from '../declare/dashboards.ts';
import type { DashboardDeclaration } from '../declare/declaration.ts';
import { loadTheme, type Theme } from '../theme.ts';
import { compileFault } from './compile.ts';
import { checkFootnotes } from './footnotes.ts';
import { checkPage } from './page.ts';
import type { ColumnsOf } from './rows.ts';
import { type Spec, specOf } from './spec.ts';
import { checkDashboardTexts, type DashboardTexts } from './texts.ts';

/** Pages of a release that are not declared by dashboards. */
const otherPages = ['figure'];

export async function checkDashboards(contentRoot: string): Promise<Fault[]> {
  const { dashboards, faults } = readDashboards(contentRoot);
  const ofTheme = faultsIn(() => loadTheme(contentRoot));
  const theme = ofTheme.length > 0 ? null : loadTheme(contentRoot);
  const columnsOf = martColumns(contentRoot);
  const pages = [...dashboardFolders(contentRoot), ...otherPages];
  const found = await Promise.all(
    dashboards.map(({ name }) => checkDashboard(contentRoot, name, { columnsOf, theme, pages })),
  );
  return [
    ...faults,
    ...ofTheme,
    ...found.flat(),
    ...unusedCharts(contentRoot),
    ...unusedFormats(contentRoot, columnsOf),
    ...checkFootnotes(contentRoot),
  ];
}

const dashboardFolders = (contentRoot: string): string[] =>
  readdirSync(join(contentRoot, 'dashboards'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Charts that no block shows. If a missing chart is named, a file with a similar name is not reported as well. */
function unusedCharts(contentRoot: string): Fault[] {
  const named = new Map(dashboardFolders(contentRoot).map((name) => [name, chartsNamedBy(contentRoot, name)]));
  const shown = new Set([...named.values()].flatMap((charts) => charts ?? []));
  return listContent(contentRoot)
    .filter((name) => name.endsWith('.vl.json') && !shown.has(name))
    .filter((name) => named.get(name.split('/')[1]!)?.every((chart) => existsSync(join(contentRoot, chart))))
    .map((name) =>
      faultAt(name, null, {
        what: 'No block of a dashboard shows this chart.',
        correction: 'Name it at a block of dashboard.yaml, or remove the file.',
      }),
    );
}

/** Formats of columns that no mart has and no dashboard names. */
function unusedFormats(contentRoot: string, columnsOf: ColumnsOf): Fault[] {
  const { file, faults } = openContent(contentRoot, 'dashboards/columns.yaml');
  if (file === null || faults.length > 0) return [];
  const columns = new Set([...rankedColumns, ...comparedColumns]);
  const words = new Set<string>();
  const gather = (node: unknown): void => {
    if (typeof node === 'string') words.add(node);
    if (node === null || typeof node !== 'object') return;
    for (const [key, branch] of Object.entries(node)) {
      words.add(key);
      gather(branch);
    }
  };
  for (const mart of martDeclarations(contentRoot).keys())
    for (const column of columnsOf(mart) ?? []) columns.add(column);
  for (const name of listContent(contentRoot)) {
    if (name.endsWith('/dashboard.yaml')) gather(openContent(contentRoot, name).file?.value);
  }
  const given = Object.keys(file.value as object);
  const unformatted = [...columns].filter((column) => !given.includes(column));
  const unknownColumns = given.filter((column) => !columns.has(column) && !words.has(column));
  // Formats for dashboards that an installation has removed are accepted; a format whose name is close to a column
  // without one is a typing error.
  return unknownColumns.flatMap((column) => {
    const near = nearest(column, unformatted);
    const what = `"${column}" is not a column of a mart or of a dashboard.`;
    return near.length > 0 ? file.fault([column], { what, near }) : [];
  });
}

/** Chart files of a dashboard, which may belong to another dashboard; null if its declaration cannot be read. */
function chartsNamedBy(contentRoot: string, name: string): string[] | null {
  const declared = openContent(contentRoot, `dashboards/${name}/dashboard.yaml`).file?.value;
  const blocks = (declared as Partial<DashboardDeclaration> | undefined)?.blocks;
  return Array.isArray(blocks) ? blocks.flatMap(chartOf).map((chart) => chartFile(name, chart)) : null;
}

const chartOf = (block: unknown): string[] => {
  const { chart } = (block ?? {}) as { chart?: unknown };
  return typeof chart === 'string' ? [chart] : [];
};

async function checkDashboard(
  contentRoot: string,
  name: string,
  around: { columnsOf: ColumnsOf; theme: Theme | null; pages: readonly string[] },
): Promise<Fault[]> {
  const { file } = openContent(contentRoot, `dashboards/${name}/dashboard.yaml`);
  const declared = file!.value as DashboardDeclaration;
  const charts = new Set(declared.blocks.flatMap((block) => ('chart' in block ? [block.chart] : [])));
  const specs = new Map<string, Spec>();
  for (const chart of charts) {
    const opened = openContent(contentRoot, chartFile(name, chart)).file;
    if (opened) specs.set(chart, specOf(opened));
  }
  const report = { file: file!, faults: [] as Fault[] };
  checkPage(report, declared, { ...around, specs });
  const texts = textsOf(contentRoot, name);
  if (texts) checkDashboardTexts(report, declared, specs.values(), texts);
  // A chart with a reference to an unknown field is not compiled, which would report the same fault again.
  const sound = [...specs.values()].filter(({ faults }) => faults.length === 0);
  const uncompiled = await Promise.all(sound.map((spec) => compileFault(spec, around.theme)));
  return [...report.faults, ...[...specs.values()].flatMap(({ faults }) => faults), ...uncompiled.flat()];
}

/** Texts in the working language; null if they cannot be read, which is reported for their files. */
function textsOf(contentRoot: string, name: string): DashboardTexts | null {
  const languages = openContent(contentRoot, 'texts/languages.yaml').file?.value;
  if (languages === undefined) return null;
  const { working } = languages as { working: string };
  const own = openContent(contentRoot, `dashboards/${name}/texts/${working}.yaml`).file;
  const shared = openContent(contentRoot, `texts/${working}/dashboard.yaml`).file;
  return own && shared && { own, shared };
}

/** The declared columns of each mart. */
function martColumns(contentRoot: string): ColumnsOf {
  const declarations = martDeclarations(contentRoot);
  const known = new Map<string, readonly string[] | null>();
  return (mart) => {
    const found = known.get(mart);
    if (found !== undefined) return found;
    const name = declarations.get(mart);
    const made = name === undefined ? null : declaredColumns(contentRoot, name);
    known.set(mart, made);
    return made;
  };
}

/** The examples, which are most of the text of a declaration, are left unread. */
function declaredColumns(contentRoot: string, name: string): readonly string[] | null {
  const text = readFileSync(join(contentRoot, name), 'utf8').replace(/^examples:[\s\S]*/m, '');
  const { columns } = (contentOf(name, text).file?.value ?? {}) as { columns?: object };
  return columns ? Object.keys(columns) : null;
}
