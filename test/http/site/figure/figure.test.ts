import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../../../src/http/index.ts';
import { published, serveTypedIn } from '../../../journeys/published.ts';

let served: ServedSite;
beforeAll(async () => {
  served = await serveTypedIn();
});
afterAll(() => served.close());

const page = async (path: string) => {
  const reply = await fetch(new URL(path, served.address));
  return { status: reply.status, text: await reply.text() };
};
const answer = published
  .rows('question_scores')
  .find((row) => row.cycle === published.cycle && row.listed !== false && row.cell && row.contribution !== null)!;

describe('the page of a figure', () => {
  it('links to the workbook cell of the country', async () => {
    const { status, text } = await page(`en/figure/${answer.country}/${answer.indicator}`);
    expect(status).toBe(200);
    expect(text).toContain(`${answer.sheet}, ${answer.cell}`);
    expect(text).toContain('band-illustrative');
    expect(text).toContain('<summary><code>marts.scores</code>');
  });

  it('shows each answer by its own label, beside the text of its question', async () => {
    const { text } = await page(`en/figure/${answer.country}/${answer.indicator}`);
    const row = text.slice(text.indexOf(`<tr id="${answer.item}">`)).split('</tr>')[0]!;
    const [question, given] = ['th scope="row"', 'td'].map(
      (cell) => new RegExp(`<${cell}[^>]*>([^<]+)<`).exec(row)![1]!,
    );
    expect(given).toMatch(new RegExp(`^${answer.value_text}( – |$)`));
    expect(given).not.toBe(question);
  });

  it('is linked from the page of its country, and links back to it', async () => {
    const country = await page(`en/country/${answer.country}`);
    expect(country.text).toContain(`figure/${answer.country}/${answer.indicator}"`);
    const { text } = await page(`en/figure/${answer.country}/${answer.indicator}`);
    expect(text).toContain(`en/country/${answer.country}"`);
  });

  it('names the cycle since which it changed as people do', async () => {
    const moved = published
      .rows('progress')
      .find((row) => row.to_cycle === published.cycle && row.is_baseline === true)!;
    const { version } = published.rows('cycles').find(({ cycle }) => cycle === moved.from_cycle)!;
    const { text } = await page(`en/figure/${moved.country}/${moved.element}`);
    expect(text).toContain(`Change since the ${version} cycle`);
  });

  it('is in the language of its address', async () => {
    const { status, text } = await page(`fr/figure/${answer.country}/${answer.indicator}`);
    expect(status).toBe(200);
    expect(text).toContain('<html lang="fr"');
    expect(text).toContain('Ses composantes');
  });

  it.each(['en/figure/ZZZ/NONE', `en/figure/${answer.country}`, `en/figure/${answer.country}/NONE`, 'xx/figure/A/B'])(
    'does not exist at %s',
    async (path) => {
      expect((await page(path)).status).toBe(404);
    },
  );
});
