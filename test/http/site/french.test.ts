/** Pages in French have no English text, except in elements that are marked as English. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../../src/http/index.ts';
import { published, serveTypedIn } from '../../journeys/published.ts';
import { everyPage } from '../../journeys/site/every-page.ts';

let served: ServedSite;
beforeAll(async () => {
  served = await serveTypedIn();
});
afterAll(() => served.close());

/** Words of nearly every English sentence that are no French words. */
const english = /(?<![\p{L}/=])(?:the|of|and|which|with|from|are|were|that|this|not|by|for)(?![\p{L}=])/iu;

/** Texts between tags, outside elements in another language, code and scripts. */
function frenchTexts(page: string): string[] {
  const rest = page
    .replaceAll(/<(script|style|code|pre|svg)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<(bdi|span|a|option|li|td|th|q|cite)\b[^>]* lang="(?!fr")[a-z-]+"[^>]*>[\s\S]*?<\/\1>/g, '');
  return [...rest.matchAll(/>([^<>]+)</g)].map(([, text]) => text!.trim()).filter((text) => text !== '');
}

/** Names and words that countries gave, in their own language, file names and codes. */
const given = new Set(
  ['labels', 'context_answers', 'pledges', 'answers'].flatMap((mart) =>
    published
      .rows(mart)
      .flatMap(({ label, value_text, pledge, body, comment }) =>
        [label, value_text, pledge, body, comment].map(String),
      ),
  ),
);
const isData = (text: string) =>
  given.has(text) || /\.xlsx|^[A-Z]+\.|[a-z]+_[a-z]+|CSV\)|CC BY|«\u00a0[^»]*»/.test(text);

describe('a page in French', () => {
  it.each([...everyPage, 'data/columns', 'country/XAA', 'treaties/CETS-185'])(
    '%s has no unmarked English sentence',
    async (path) => {
      const reply = await fetch(new URL(`fr/${path}`, served.address));
      expect(reply.status).toBe(200);
      const found = frenchTexts(await reply.text()).filter((text) => english.test(text) && !isData(text));
      expect([...new Set(found)]).toEqual([]);
    },
  );
});

it('an unmarked English sentence is found, and a marked one is not', () => {
  expect(frenchTexts('<p>Which of them</p>').some((text) => english.test(text))).toBe(true);
  expect(frenchTexts('<p><bdi lang="en">Which of them</bdi></p>').some((text) => english.test(text))).toBe(false);
});
