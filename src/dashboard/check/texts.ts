/** Checks that the texts which one dashboard refers to exist, and that its own texts are used. */
import { type ContentFile, type Fault, nearest, type Path } from '../../content/index.ts';
import {
  type AnyBlock,
  type ColumnDeclaration,
  type DashboardDeclaration,
  withoutDateText,
} from '../declare/declaration.ts';
import { formsOf } from '../declare/filter.ts';
import type { Report } from './report.ts';
import type { Spec } from './spec.ts';

/** The texts in the working language: a dashboard's own texts have precedence over shared ones. */
export type DashboardTexts = { readonly own: ContentFile; readonly shared: ContentFile };

/** A reference to a text. */
type Use = {
  readonly key: string;
  /** Every text below the key counts as used, as the data select among them. */
  readonly all?: true;
  /** The text is optional. */
  readonly optional?: true;
  /** Where it is referred to: in the declaration, or in a chart. */
  readonly at: { readonly report: Report; readonly path: Path };
};

export function checkDashboardTexts(
  report: Report,
  declared: DashboardDeclaration,
  specs: Iterable<Spec>,
  { own, shared }: DashboardTexts,
): void {
  const uses = [...usesOf(report, declared), ...[...specs].flatMap(usesOfSpec)];
  const [written, common] = [leavesOf(own), leavesOf(shared)];
  const known = new Set([...written.keys(), ...common.keys()]);
  const reported = new Set<string>();
  for (const { key, all, optional, at } of uses) {
    const isThere = all ? [...known].some((one) => one.startsWith(`${key}.`)) : known.has(key);
    const once = `${at.report.file.name} ${key}`;
    if (optional || isThere || reported.has(once)) continue;
    reported.add(once);
    at.report.faults.push(missing(at.report.file, at.path, key, { known, own }));
  }
  const used = new Set(uses.map(({ key }) => key));
  const below = uses.filter(({ all }) => all).map(({ key }) => `${key}.`);
  for (const [key, path] of written) {
    if (used.has(key) || common.has(key) || below.some((prefix) => key.startsWith(prefix))) continue;
    report.faults.push(
      unused(
        own,
        path,
        key,
        [...used].filter((one) => !known.has(one)),
      ),
    );
  }
}

const missing = (file: ContentFile, path: Path, key: string, there: { known: ReadonlySet<string>; own: ContentFile }) =>
  file.fault(path, {
    what: `The text ${key} is missing.`,
    near: nearest(key, there.known),
    correction: `Add ${key} to ${there.own.name}.`,
  });

const unused = (own: ContentFile, path: Path, key: string, wanted: readonly string[]): Fault =>
  own.fault(path, {
    what: `The text ${key} is used by nothing on this dashboard.`,
    near: nearest(key, wanted),
    correction: 'Remove it in every language, or correct its name.',
  });

function usesOf(report: Report, declared: DashboardDeclaration): Use[] {
  const uses: Use[] = [];
  const take = (path: Path, key: string, how: { all?: true; optional?: true } = {}) =>
    uses.push({ key, ...how, at: { report, path } });
  take([], 'nav');
  for (const part of ['title', 'lede']) take([], `page.${part}`);
  if (declared.choice) {
    take(['choice'], 'choice.title');
    if (declared.choice.known_as !== undefined) take(['choice', 'known_as'], declared.choice.known_as, { all: true });
    take(['choice'], declared.choice.start === 'all' ? 'choice.all' : 'choice.none');
    if (declared.choice.start === 'all') for (const part of ['title', 'lede']) take(['choice'], `chosen.${part}`);
  }
  for (const [at, key] of (declared.reservations ?? []).entries()) take(['reservations', at], `reservations.${key}`);
  const forms = formsOf(declared);
  const places: Path[] = Array.isArray(declared.filters) ? forms.map((_, at) => ['filters', at]) : [['filters']];
  for (const [at, { texts }] of forms.entries())
    for (const part of texts === undefined ? [] : ['title', 'reset', 'says'])
      take([...places[at]!, 'texts'], `filters.${texts}.${part}`);
  for (const [path, by] of forms.flatMap((form, at) =>
    form.by.map((field, nth): [Path, typeof field] => [[...places[at]!, 'by', nth], field]),
  )) {
    take([...path, 'name'], `filters.${by.name}.title`);
    const isBoxes = by.several !== undefined && by.several.sections === undefined;
    if (by.is === undefined && by.search !== true && by.option !== true && by.option !== 'amount' && !isBoxes)
      take([...path, 'name'], `filters.${by.name}.all`);
    if (by.several !== undefined)
      for (const key of by.several.sections === undefined ? [] : ['remove', ...(by.several.order ?? [])])
        take([...path, 'several'], `filters.${by.name}.${key}`);
    if (by.cycle === true) take([...path, 'name'], `filters.${by.name}.is`);
    if (by.text !== undefined) take([...path, 'text'], by.text, { all: true });
  }
  for (const [at, block] of declared.blocks.entries()) takeBlock(block, ['blocks', at], take);
  for (const name of Object.keys(declared.documents ?? {})) take(['documents', name], `documents.${name}`);
  takeRows(declared, [], take);
  return uses;
}

type Take = (path: Path, key: string, how?: { all?: true; optional?: true }) => void;

function takeBlock(block: AnyBlock, path: Path, take: Take): void {
  const own = (key: string) => `blocks.${block.id}.${key}`;
  for (const part of ['title', 'sentence', 'note', 'tab', 'empty', 'live']) take(path, own(part), { optional: true });
  if (block.as_of !== undefined && !withoutDateText.has(block.as_of)) take([...path, 'as_of'], `as_of.${block.as_of}`);
  const columns = (declared: readonly ColumnDeclaration[], ...steps: Path) => {
    for (const [at, { column, title, tone }] of declared.entries()) {
      if (title === undefined) take([...path, ...steps, 'columns', at, 'column'], `columns.${column}`);
      if (tone !== undefined) take([...path, ...steps, 'columns', at, 'tone'], 'signs', { all: true });
    }
  };
  if ('legend' in block && block.legend)
    for (const [at, key] of (block.legend.of ?? []).entries())
      take([...path, 'legend', 'of', at], `${block.legend.texts}.${key}`);
  if ('facts' in block)
    for (const [at, key] of block.facts.entries()) {
      take([...path, 'facts', at], own(`${key}.figure`));
      take([...path, 'facts', at], own(`${key}.text`));
      take([...path, 'facts', at], own(`${key}.note`), { optional: true });
    }
  if ('summary' in block)
    for (const [at, key] of block.summary.entries()) {
      take([...path, 'summary', at], own(`${key}.label`), { optional: true });
      take([...path, 'summary', at], own(`${key}.text`));
    }
  if ('doors' in block)
    for (const [at, section] of block.doors.entries())
      for (const part of ['title', 'text']) take([...path, 'doors', at], own(`${section}.${part}`));
  if ('prose' in block) {
    for (const [at, key] of block.prose.entries()) take([...path, 'prose', at], own(key));
    for (const [at, key] of (block.narrowed ?? []).entries()) take([...path, 'narrowed', at], own(key));
  }
  if ('table' in block && block.table) columns(block.table.columns, 'table');
  if ('cards' in block) {
    const { score, mark } = block.cards;
    for (const one of [score, ...(mark ? [mark] : [])])
      take([...path, 'cards'], `columns.${one.column}`, { optional: true });
  }
  if ('tree' in block) {
    for (const [at, level] of block.tree.levels.entries()) columns(level.columns, 'tree', 'levels', at);
    if (block.tree.leaf) columns(block.tree.leaf.columns, 'tree', 'leaf');
  }
}

/**
 * Texts that data rows refer to, wherever data are declared: selected by a value (`label_text`), or filled with the
 * row (`format`).
 */
function takeRows(node: unknown, path: Path, take: Take): void {
  if (node === null || typeof node !== 'object') return;
  for (const [key, branch] of Object.entries(node)) {
    const here: Path = [...path, Array.isArray(node) ? Number(key) : key];
    if (key === 'label_text' && !Array.isArray(node))
      for (const [name, { text }] of Object.entries(branch as Record<string, { text: string }>))
        take([...here, name, 'text'], text, { all: true });
    else if (key === 'format' && !Array.isArray(node))
      for (const [name, text] of Object.entries(branch as Record<string, string>)) take([...here, name], text);
    else takeRows(branch, here, take);
  }
}

function usesOfSpec(spec: Spec): Use[] {
  const uses: Use[] = [];
  const look = (node: unknown, path: Path): void => {
    if (typeof node === 'string' && node.startsWith('text:'))
      uses.push({ key: node.slice('text:'.length), at: { report: spec, path } });
    if (node === null || typeof node !== 'object') return;
    for (const [key, branch] of Object.entries(node)) look(branch, [...path, Array.isArray(node) ? Number(key) : key]);
  };
  look(spec.spec, []);
  return uses;
}

function leavesOf({ value }: ContentFile): ReadonlyMap<string, Path> {
  const found = new Map<string, Path>();
  const walk = (node: unknown, path: readonly string[]): void => {
    if (typeof node === 'string') found.set(path.join('.'), path);
    else if (node !== null && typeof node === 'object')
      for (const [key, branch] of Object.entries(node)) walk(branch, [...path, key]);
  };
  walk(value, []);
  return found;
}
