/** Publisher, licence and citation of releases, from the settings of the installation. */
import type { Texts } from '../../i18n/index.ts';
import type { PublishedRelease } from './published.ts';
import { dictionaryOf } from './releases/dictionary.ts';

export type Publisher = {
  /** How people reach the secretariat; null if it is not set. */
  readonly contact: string | null;
  /** As configured: a name, and its address if the text contains one. */
  readonly licence: { readonly name: string; readonly url: string | null };
};

/** Licence unless an installation sets another one. */
export const defaultLicence = 'CC BY 4.0 https://creativecommons.org/licenses/by/4.0/';

/** @param licence - such as `CC BY 4.0 https://…`; null for the default */
export function publisherOf(contact: string | null, licence: string | null): Publisher {
  const text = licence ?? defaultLicence;
  const url = /https?:\/\/\S+/.exec(text)?.[0] ?? null;
  const name = (url === null ? text : text.replace(url, '')).trim();
  return { contact, licence: { name: name === '' ? url! : name, url } };
}

export type Metadata = {
  readonly title: string;
  readonly citation: string;
  readonly licence: Publisher['licence'];
  readonly contact: string | null;
};

/** In one language, for the page and the files. */
export function metadataOf(texts: Texts, language: string, release: PublishedRelease, publisher: Publisher): Metadata {
  const say = (key: string, values: Record<string, string> = {}) => texts.say(language, `pages.${key}`, values);
  const labels = release.rows('labels').filter(({ kind }) => kind === 'instrument');
  const own = labels.find((row) => row.language === language) ?? labels.find((row) => row.language === texts.working);
  const instrument = String(own?.label ?? release.cycle);
  // Which instrument it is of is named before it.
  const version = release.rows('cycles').find(({ cycle }) => cycle === release.cycle)?.version;
  const title = say('cite.release_title', { instrument, cycle: String(version ?? release.cycle) });
  const values = { title, release: release.id, published: (release.published ?? '').slice(0, 10) };
  const sentence = release.draft ? 'draft' : release.illustrative ? 'citation_illustrative' : 'citation';
  const citation = say(`cite.${sentence}`, { ...values, publisher: say('product.name') });
  return { title, citation, licence: publisher.licence, contact: publisher.contact };
}

/** A machine-readable description of the release as a Data Package. @see https://datapackage.org */
export function dataPackage(texts: Texts, release: PublishedRelease, publisher: Publisher): string {
  const { title, citation, licence, contact } = metadataOf(texts, texts.working, release, publisher);
  const manifest = JSON.parse(new TextDecoder().decode(release.file('manifest.json')!));
  const hashes = new Map<string, string>(
    manifest.files.map(({ path, sha256 }: { path: string; sha256: string }) => [path, sha256]),
  );
  const columns = Map.groupBy(dictionaryOf(release), ({ table }) => table);
  return `${JSON.stringify(
    {
      name: `release-${release.id}`,
      id: release.id,
      title,
      description: citation,
      version: release.id,
      created: release.published,
      illustrative: release.illustrative,
      ...(release.draft && { draft: true }),
      licenses: [{ name: licence.name, ...(licence.url && { path: licence.url }), title: licence.name }],
      ...(contact && { contributors: [{ title: contact, role: 'contact' }] }),
      ...(manifest.corrects && { corrects: manifest.corrects }),
      ...(manifest.errata && { errata: manifest.errata }),
      resources: release.marts.map((mart) => ({
        name: mart,
        path: `${mart}.csv`,
        format: 'csv',
        encoding: 'utf-8',
        hash: `sha256:${hashes.get(`marts/${mart}.csv`)}`,
        schema: {
          fields: (columns.get(mart) ?? []).map(({ column, means, unit, codes }) => ({
            name: column,
            description: means,
            ...(unit && { unit }),
            ...(codes.length > 0 && { constraints: { enum: codes } }),
          })),
          missingValues: [''],
        },
      })),
    },
    null,
    2,
  )}\n`;
}

/** The same as text, for people who open the file of a release outside its page. */
export function readMe(texts: Texts, release: PublishedRelease, publisher: Publisher): string {
  const { title, citation, licence, contact } = metadataOf(texts, texts.working, release, publisher);
  const say = (key: string, values: Record<string, string> = {}) =>
    texts.say(texts.working, `pages.cite.${key}`, values);
  const part = (key: string, text: string) => `## ${say(key)}\n\n${text}\n`;
  return [
    `# ${title}\n`,
    ...(release.illustrative ? [`**${say('illustrative')}**\n`] : []),
    part('how', citation),
    part('licence', `${licence.name}${licence.url ? ` <${licence.url}>` : ''}. ${say('licence_says')}`),
    part('contact', contact ?? say('no_contact')),
    part('files', say('files_says')),
    part('missing', say('missing_says')),
  ].join('\n');
}
