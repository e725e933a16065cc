/** The facts that every file of a release states about itself, in the language of its page. */
import type { FileFacts } from '../../../document/index.ts';
import { formatDate, type Texts } from '../../../i18n/index.ts';
import { releaseContext } from '../prepared/shown.ts';
import type { PublishedRelease } from '../published.ts';
import type { Publisher } from '../publisher.ts';

export type FileOf = {
  readonly release: PublishedRelease;
  readonly language: string;
  readonly title: string;
  /** Null if there is no single unit. */
  readonly unit: string | null;
  /** Address of the page below the root of the site, including its query. */
  readonly page: string;
  /** The cycle of its figures, if earlier than that of the release. */
  readonly cycle?: string;
  /** Of which date its facts are, in words, if it is not the reference date of the cycle. */
  readonly asOf: string | null;
  /** True for a document with parts that state a date of their own. */
  readonly ownDates?: boolean;
  /** Labels of the selected countries; null if nothing is filtered. */
  readonly selection: string | null;
  /** How answers were protected; null if no figure is based on answers. */
  readonly protection: string | null;
  /** True if the page shows real facts even in an illustrative release. */
  readonly real: boolean;
};

/** @param root - absolute address of the site, ending with a slash; null if unknown */
export function fileFacts(texts: Texts, publisher: Publisher, root: string | null, of: FileOf): FileFacts {
  const { release, language, title, unit, selection } = of;
  const say = (key: string, values: Record<string, string> = {}) => texts.say(language, `files.${key}`, values);
  const context = releaseContext(release, of.cycle);
  const own = texts.language(language);
  const date = release.published === null ? '–' : formatDate(own, release.published);
  const illustrative = release.illustrative && !of.real;
  const status = [...(release.draft ? ['draft'] : []), ...(illustrative ? ['illustrative'] : [])];
  const { name, url } = publisher.licence;
  const licence = url === null || url === name ? name : `${name}, ${url}`;
  const address = root === null ? '' : `${root}${of.page}`;
  // In a right-to-left line, an identifier or address must not draw the words and points after it to its side.
  const inLine = (value: string) => (own.direction === 'rtl' && value !== '' ? `\u200e${value}\u200e\u200f` : value);
  const values = {
    publisher: texts.say(language, 'pages.product.name'),
    cycle: context.cycle,
    release: release.id,
    date,
    address,
    licence,
    method: methodOf(say, release),
  };
  const footed = {
    ...values,
    release: inLine(values.release),
    address: inLine(address),
    licence: inLine(licence),
    method: methodOf(say, release, inLine),
  };
  const line = (key: string, text: string) => ({ name: say(`facts.${key}`), text });
  const ofCycle = context.referenceDate === null ? null : formatDate(own, context.referenceDate);
  const referenced =
    of.asOf ?? (of.ownDates === true && ofCycle !== null ? say('reference_parts', { date: ofCycle }) : ofCycle);
  const marks = status.map((one) => say(`mark.${one}`));
  return {
    title,
    language: own.code,
    direction: own.direction,
    lines: [
      line('title', title),
      line('unit', unit ?? say('unit_none')),
      ...(selection === null ? [] : [line('selection', selection)]),
      line('cycle', context.cycle),
      ...(referenced === null ? [] : [line('reference', referenced)]),
      line('release', release.id),
      line('method', values.method),
      line('source', [values.publisher, address].filter(Boolean).join(', ')),
      line('licence', licence),
      line('date', date),
      ...(of.protection === null ? [] : [line('protection', of.protection)]),
      line('status', status.length === 0 ? say('status.public') : status.map((one) => say(`status.${one}`)).join(' ')),
    ],
    foot: [
      marks.reduceRight((text, mark) => say('foot.marked', { mark, text }), say('foot.from', footed).trim()),
      ...(of.asOf === null ? [] : [say('foot.as_of', { as_of: of.asOf })]),
      [...(unit === null ? [] : [say('foot.unit', { unit })]), say('foot.method', footed)].join(' '),
    ],
    mark: marks.length === 0 ? null : marks.join(' · '),
    date: release.published ?? '',
  };
}

type Say = (key: string, values?: Record<string, string>) => string;

/** The software version, and the first digits of the hash of the rules frozen when the cycle opened. */
function methodOf(say: Say, { cycle, file }: PublishedRelease, inLine = (value: string) => value): string {
  const bytes = file('manifest.json');
  const { software = '–', rules = [] } = (bytes === null ? {} : JSON.parse(new TextDecoder().decode(bytes))) as {
    software?: string;
    rules?: readonly { cycle: string; sha256: string }[];
  };
  const own = rules.find((one) => one.cycle === cycle);
  return own === undefined
    ? say('method_unknown', { software })
    : say('method', { software, rules: inLine(own.sha256.slice(0, 12)) });
}
