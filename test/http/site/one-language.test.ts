/**
 * A page has no text in another language than its own, except in elements that are marked with theirs: neither between
 * tags nor in tips, labels for screen readers, charts and descriptions for other sites.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../../src/http/index.ts';
import { published, serveTypedIn } from '../../journeys/published.ts';
import { everyPage } from '../../journeys/site/every-page.ts';

let served: ServedSite;
beforeAll(async () => {
  served = await serveTypedIn();
});
afterAll(() => served.close());

/** Words of nearly every English sentence that are no words of French or Spanish. */
const english = /(?<![\p{L}/=])(?:the|of|and|which|with|from|are|were|that|this|not|by|for)(?![\p{L}=])/iu;
/** Words in Latin letters that follow each other: in a page of another script, a language that was left out. */
const latin = /(?<![\p{L}\d._/=&-])[A-Z]?[a-z]{2,} [a-z]{2,}(?![\p{L}\d._/=-])/u;
/** A tip that names columns instead of what they mean: a chart makes it where none is declared. */
const ofColumns = /(?<= data-tip=")[^"]*\b[a-z]+(?:_[a-z]+)+: [^"]*/g;

const isForeign = (language: string, text: string): boolean =>
  english.test(text) || (['ru', 'zh', 'ar'].includes(language) && latin.test(text));

/** Attributes that a reader sees or hears. */
const shown = ['title', 'alt', 'placeholder', 'label', 'summary', 'aria-label', 'aria-description', 'aria-valuetext'];
const tips = [...shown, 'data-tip', 'data-title', 'download'];
const voids = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);

/** Texts between tags and in attributes, outside code, scripts and elements in another language. */
function textsOf(page: string, language: string): string[] {
  const rest = page.replaceAll(/<(script|style|code|pre)\b[\s\S]*?<\/\1>|<![^>]*>/g, '');
  const opened: { readonly tag: string; readonly own: boolean }[] = [];
  const texts: string[] = [];
  for (const [, end, tag, attributes = '', closed, text] of rest.matchAll(
    /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/g,
  )) {
    const own = opened.at(-1)?.own ?? true;
    if (text !== undefined && own) texts.push(text.trim());
    if (tag === undefined) continue;
    if (end) {
      while (opened.length > 0 && opened.pop()!.tag !== tag);
      continue;
    }
    const given = new Map([...attributes.matchAll(/([^\s=]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
    const isOwn = given.has('lang') ? given.get('lang') === language : own;
    const described = tag === 'meta' && /description|title/.test(given.get('name') ?? given.get('property') ?? '');
    if (isOwn) for (const name of described ? ['content'] : tips) texts.push((given.get(name) ?? '').trim());
    if (!closed && !voids.has(tag)) opened.push({ tag, own: isOwn });
  }
  return [...new Set(texts.filter((text) => text !== ''))];
}

/** Names and words that countries and sources gave, in their own language; the longest first. */
const given = [
  ...new Set(
    ['labels', 'context_answers', 'pledges', 'answers', 'treaty_status', 'support_activities']
      .filter((mart) => published.marts.includes(mart))
      .flatMap((mart) =>
        published
          .rows(mart)
          .flatMap((row) =>
            ['label', 'value_text', 'pledge', 'body', 'comment', 'source', 'note', 'as_of_note', 'citation']
              .map((column) => row[column])
              .filter((text) => typeof text === 'string'),
          ),
      ),
  ),
]
  .filter((text) => text.length > 3)
  .sort((one, other) => other.length - one.length);
const codes = /[A-Za-z]+(?:_[a-z]+)+|[\w.-]+\.(?:xlsx|csv|json|parquet)|«\u00a0[^»]*»|CC BY/g;

/** The text without what is the same in every language. */
const own = (text: string): string => {
  const plain = text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
  return given.reduce((rest, one) => rest.replaceAll(one, ''), plain).replaceAll(codes, '');
};

const pages = [
  ...everyPage,
  'data/columns',
  'country/XAA',
  'treaties/CETS-185',
  'method/CAP.SUB',
  'figure/XAA/CAP.SUB',
  'figure/XAA/legislation',
  'figure/XNR/CAP.SUB',
];

describe.each(['fr', 'es', 'ru', 'zh', 'ar'])('a page in "%s"', (language) => {
  it.each(pages)('%s has no unmarked text, tip or label in English', async (path) => {
    const reply = await fetch(new URL(`${language}/${path}`, served.address));
    expect(reply.status).toBe(200);
    const page = await reply.text();
    const foreign = textsOf(page, language).filter((text) => isForeign(language, text));
    expect(foreign.filter((text) => isForeign(language, own(text)))).toEqual([]);
    expect([...page.matchAll(ofColumns)].map(String)).toEqual([]);
  });
});

it('unmarked English is found between tags, in tips and in charts, and a marked one is not', () => {
  const found = (page: string) => textsOf(page, 'ru').filter((text) => isForeign('ru', own(text)));
  expect(found('<p>Which of them</p><svg><text>Scored items</text></svg>')).toEqual(['Which of them', 'Scored items']);
  expect(found('<svg><a aria-label="staging.item_scores: Item scores"/></svg>')).toHaveLength(1);
  expect(found('<meta name="description" content="How it was made"><img alt="A map of all">')).toHaveLength(2);
  expect(found('<p><bdi lang="en">Which of <b>them</b></bdi></p><td><code>Item scores</code></td>')).toEqual([]);
});
