/** Long tables of the desk are folded on a phone; short ones, such as the countries of one status, are not. */
import { html } from 'hono/html';
import { expect, it } from 'vitest';
import type { DeskContext } from '../../../src/http/desk/desk-context.ts';
import { foldedTable } from '../../../src/http/desk/page.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { projectRoot } from '../../release/content.ts';

it.each([
  [10, false],
  [11, true],
])('folds a table of %i rows: %s', async (count, isFolded) => {
  const context = { texts: loadTexts(projectRoot), language: 'en' } as unknown as DeskContext;
  const rows = Array.from({ length: count }, () => html`<tr><td>1</td></tr>`);
  const shown = String(await foldedTable(context, 'countries', 'Countries', ['Country'], rows));
  expect(shown.includes(`<details class="fold" id="countries-fold"><summary>Show ${count} rows</summary>`)).toBe(
    isFolded,
  );
  expect(shown.match(/<tr><td>/g)).toHaveLength(count);
});
