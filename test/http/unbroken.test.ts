import { describe, expect, it } from 'vitest';
import { keepUnbroken } from '../../src/http/site/page/unbroken.ts';

const once = (text: string) => `<span class="once">${text}</span>`;

describe('a line of a page is not broken within', () => {
  it.each([
    ['<h1>Title (CETS 185)</h1>', '<h1>Title (CETS\u00a0185)</h1>'],
    ['<p>STE 108, STCE 201</p>', '<p>STE\u00a0108, STCE\u00a0201</p>'],
    ['<p>опубликован 2026-11-29.</p>', `<p>опубликован ${once('2026-11-29')}.</p>`],
    ['<p>截至2024-07：来源</p>', `<p>截至${once('2024-07')}：来源</p>`],
    ['<p>\u200e2026-11-29</p>', `<p>\u200e${once('2026-11-29')}</p>`],
    ['<td>35–57</td>', `<td>${once('35–57')}</td>`],
    ['<td>1,5–2,25.</td>', `<td>${once('1,5–2,25')}.</td>`],
    ['<td>EUR 35–57</td>', `<td>${once('EUR 35–57')}</td>`],
    ['<td>EUR 100,000, as of</td>', `<td>${once('EUR 100,000')}, as of</td>`],
    ['<td>350\u202f000 USD</td>', `<td>${once('350\u202f000 USD')}</td>`],
  ])('%s', (page, kept) => {
    expect(keepUnbroken(page)).toBe(kept);
  });
});

describe('a text stays as it is written', () => {
  it.each([
    ['in code', "<pre><code>where day = '2026-11-29'</code></pre>"],
    ['in an attribute', '<a href="?from=2026-11-29" title="35–57">x</a>'],
    ['in a longer code', '<p>cybercrime-2026-11, 2026-11-29-a, 1234-5678, 0-35–57</p>'],
    ['in a name', '<p>XAA 2026.xlsx, CAP 2, 12 CAP</p>'],
    ['where no element can be', '<title>2026-11-29</title><option>35–57</option><svg><text>2026-11</text></svg>'],
  ])('%s', (_, page) => {
    expect(keepUnbroken(page)).toBe(page);
  });

  it('except for a code, also where no element can be', () => {
    expect(keepUnbroken('<option value="CETS 185">CETS 185</option>')).toBe(
      '<option value="CETS 185">CETS\u00a0185</option>',
    );
  });
});
