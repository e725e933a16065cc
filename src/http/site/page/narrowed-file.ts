/**
 * A table restricted to the countries of a filtered page. Its address contains the page with its filters, and so does
 * each of its rows. It is derived from the release's own file and is not one of its hashed files.
 */
import { html } from 'hono/html';
import { linesOfCsv } from '../../../content/index.ts';
import { membersAmong, type Narrow } from '../../../dashboard/index.ts';
import { csvOf } from '../../../domain/index.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import { downloadOf, type PublishedRelease } from '../published.ts';

/** Query parameter with the address of a page, starting with its language, such as `en/treaties/CETS-185`. */
export const pageField = 'page';

/**
 * @param page - its address, starting with the language
 * @returns null if the table has no countries
 */
export async function narrowedFile(
  release: PublishedRelease,
  narrow: Narrow,
  page: string,
  table: string,
): Promise<{ readonly csv: string; readonly name: string } | null> {
  const bytes = release.marts.includes(table) ? await downloadOf(release, `marts/${table}.csv`) : null;
  if (bytes === null) return null;
  const [head = [], ...rows] = linesOfCsv(new TextDecoder().decode(bytes));
  const among = membersAmong(narrow, head).map(({ key, members }) => ({ at: head.indexOf(key), members }));
  if (among.length === 0) return null;
  const ofCycle = head.indexOf('cycle');
  const some = rows
    .filter((row) => narrow.cycle === null || ofCycle < 0 || row[ofCycle] === narrow.cycle)
    .filter((row) => among.every(({ at, members }) => members.has(row[at]!)))
    .map((row) => [...row, `${page}${narrow.query}`]);
  const values = [...new URLSearchParams(narrow.query).values()];
  return { csv: csvOf([[...head, 'selection'], ...some]), name: [table, ...values].join('-').slice(0, 100) };
}

/** Links to the figures of a table as CSV: on a filtered page to the selected ones, then to all. */
export function showTableLinks(context: PageContext, table: string): Html | '' {
  if (context.release === null || table === '') return '';
  const address = `${context.root}data/${context.release.id}/${table}.csv?for=spreadsheet`;
  const link = (key: string, href: string) =>
    html`<a href="${href}" download>${say(context, key, { mart: table })}</a>`;
  if (!context.narrowed?.tables.has(table)) return link('links.csv', address);
  const some = `${address}&${pageField}=${context.language}/${context.path}&${context.narrowed.query.slice(1)}`;
  return html`${link('links.csv_shown', some)} ${link('links.csv_all', address)}`;
}

/** Columns of a table with rows, since a filtered page need not parse every table; none if it is empty. */
const columnsOf = (release: PublishedRelease, table: string): readonly string[] =>
  release.columns?.(table) ?? Object.keys(release.rows(table)[0] ?? {});

/** Data of a filtered page for its download links. */
export function narrowedLinks(release: PublishedRelease, narrow: Narrow | null): PageContext['narrowed'] {
  if (narrow === null) return null;
  const knows = (mart: string) => membersAmong(narrow, columnsOf(release, mart)).length > 0;
  return { query: narrow.query, tables: new Set(release.marts.filter(knows)) };
}
