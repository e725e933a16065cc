/** The context in which the parts of a page are bound: one release, one language, one choice. */
import type { Texts } from '../../i18n/index.ts';
import type { AskedRows } from '../declare/table-pages.ts';
import type { DatasetRow, DatasetValue, ReleaseView } from '../release.ts';
import type { Formats } from './format-row.ts';
import type { Narrow } from './narrow.ts';

/** Values for the placeholders of a message. */
export type SayValues = Parameters<Texts['say']>[2];

export type Order = {
  /** `<block>.<column>`, preceded by `-` for descending order; null for the default order. */
  readonly by: string | null;
  readonly addressOf: (by: string | null) => string;
};

export type Context = {
  readonly release: ReleaseView;
  readonly language: string;
  readonly texts: Texts;
  readonly formats: Formats;
  /** Name of the dashboard, whose own texts have precedence over shared ones. */
  readonly dashboard: string;
  readonly parameters: Readonly<Record<string, DatasetValue>>;
  /** `../` repeated up to the root of the site. */
  readonly root: string;
  /** The sort order in its address, and a function for the address of another order; null if it cannot be sorted. */
  readonly order?: Order | null;
  /** The rows of a table in its address; null if no address is bound. */
  readonly askedRows?: AskedRows | null;
  /** Set if a filter narrows the page. */
  readonly narrow?: Narrow | null;
};

/**
 * A text of the dashboard, otherwise the shared one.
 *
 * @throws if neither exists; a test binds every page in every language
 */
export function say({ texts, language, dashboard }: Context, key: string, values?: SayValues): string {
  return texts.say(language, wholeKey(texts, dashboard, key), values);
}

/** The key of the text that counts, found once: rows ask for the same few texts thousands of times. */
function wholeKey(texts: Texts, dashboard: string, key: string): string {
  const ofTexts = wholeKeys.get(texts) ?? new Map<string, Map<string, string>>();
  wholeKeys.set(texts, ofTexts);
  const ofDashboard = ofTexts.get(dashboard) ?? new Map<string, string>();
  ofTexts.set(dashboard, ofDashboard);
  const known = ofDashboard.get(key);
  if (known !== undefined) return known;
  const own = `dashboards.${dashboard}.${key}`;
  const found = texts.has(own) ? own : `dashboard.${key}`;
  if (ofDashboard.size >= mostKeys) ofDashboard.clear();
  ofDashboard.set(key, found);
  return found;
}

const wholeKeys = new WeakMap<Texts, Map<string, Map<string, string>>>();
const mostKeys = 5_000;

/** Address of a page of this release, relative to the current page. */
export const addressOf = ({ root, language, release }: Context, path: string): string =>
  `${root}${language}/${release.under ?? ''}${path}`;

export const hasText = ({ texts, dashboard }: Context, key: string): boolean =>
  texts.has(`dashboards.${dashboard}.${key}`) || texts.has(`dashboard.${key}`);

/** Code of what no source states, such as the country of an activity of support. */
const unspecified = 'unspecified';

/**
 * The label of an id in this language, otherwise in the working language with its tag; the id itself if there is no
 * label.
 */
export function labelOf(context: Context, kind: string, id: DatasetValue): string {
  const { release, language, texts } = context;
  if (id === null) return '';
  const labels = labelsOf(release);
  const own = labels.get(`${language} ${kind} ${id}`);
  if (own !== undefined) return own;
  const working = labels.get(`${texts.working} ${kind} ${id}`);
  if (working !== undefined) return `[${texts.working}] ${working}`;
  const isKnown = id === unspecified && hasText(context, `unspecified.${kind}`);
  return isKnown ? say(context, `unspecified.${kind}`) : String(id);
}

const indexed = new WeakMap<ReleaseView, Map<string, string>>();

function labelsOf(release: ReleaseView): Map<string, string> {
  const known = indexed.get(release);
  if (known) return known;
  const made = new Map(
    release
      .rows('labels')
      .map((row: DatasetRow) => [`${row.language} ${row.kind} ${row.id}`, String(row.label)] as const),
  );
  indexed.set(release, made);
  return made;
}
