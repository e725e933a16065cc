/** Everything that is wrong with the dashboards: what one names is in a mart, in the theme and in the texts, and its charts compile. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf, type Fault, faultsIn, openContent } from '../../content/index.ts';
import { chartFile, readDashboards } from '../declare/dashboards.ts';
import type { DashboardDeclaration } from '../declare/declaration.ts';
import { loadTheme, type Theme } from '../theme.ts';
import { compileFault } from './compile.ts';
import { checkFootnotes } from './footnotes.ts';
import { checkPage } from './page.ts';
import type { ColumnsOf } from './rows.ts';
import { type Spec, specOf } from './spec.ts';
import { checkDashboardTexts, type DashboardTexts } from './texts.ts';

export async function checkDashboards(contentRoot: string): Promise<Fault[]> {
  const { dashboards, faults } = readDashboards(contentRoot);
  const ofTheme = faultsIn(() => loadTheme(contentRoot));
  const theme = ofTheme.length > 0 ? null : loadTheme(contentRoot);
  const columnsOf = martColumns(contentRoot);
  const found = await Promise.all(
    dashboards.map(({ name }) => checkDashboard(contentRoot, name, { columnsOf, theme })),
  );
  return [...faults, ...ofTheme, ...found.flat(), ...checkFootnotes(contentRoot)];
}

async function checkDashboard(
  contentRoot: string,
  name: string,
  around: { columnsOf: ColumnsOf; theme: Theme | null },
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
  // What names a field that there is not is said there; compiled, it would be said again.
  const sound = [...specs.values()].filter(({ faults }) => faults.length === 0);
  const uncompiled = await Promise.all(sound.map((spec) => compileFault(spec, around.theme)));
  return [...report.faults, ...[...specs.values()].flatMap(({ faults }) => faults), ...uncompiled.flat()];
}

/** Texts in the working language; null where they cannot be read, which is said of their files. */
function textsOf(contentRoot: string, name: string): DashboardTexts | null {
  const languages = openContent(contentRoot, 'texts/languages.yaml').file?.value;
  if (languages === undefined) return null;
  const { working } = languages as { working: string };
  const own = openContent(contentRoot, `dashboards/${name}/texts/${working}.yaml`).file;
  const shared = openContent(contentRoot, `texts/${working}/dashboard.yaml`).file;
  return own && shared && { own, shared };
}

/** The columns that the declaration of each mart has; its examples, which are most of the text, are left unread. */
function martColumns(contentRoot: string): ColumnsOf {
  const known = new Map<string, readonly string[] | null>();
  return (mart) => {
    const found = known.get(mart);
    if (found !== undefined) return found;
    const name = `pipelines/marts/${mart}.yaml`;
    const path = join(contentRoot, name);
    const text = existsSync(path) ? readFileSync(path, 'utf8').replace(/^examples:[\s\S]*/m, '') : null;
    const columns =
      text === null ? null : (contentOf(name, text).file?.value as { columns?: object } | undefined)?.columns;
    const made = columns ? Object.keys(columns) : null;
    known.set(mart, made);
    return made;
  };
}
