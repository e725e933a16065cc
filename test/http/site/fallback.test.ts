/** A text that is not translated is marked with its language for readers, screen readers and browsers. */
import { raw } from 'hono/html';
import { describe, expect, it } from 'vitest';
import { markFallback } from '../../../src/http/site/fallback.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { root } from '../../house/source.ts';

const texts = loadTexts(root);
const marked = async (page: string, language = 'ar') =>
  String(await markFallback(texts, language, raw(page) as unknown as Parameters<typeof markFallback>[2]));

describe('a text in the working language on a page of another', () => {
  it.each([
    ['<p>[en] Skip</p>', '<p><span lang="en" dir="ltr">Skip</span></p>'],
    ['<p>نص: [en] Skip <b>now</b></p>', '<p>نص: <span lang="en" dir="ltr">Skip </span><b>now</b></p>'],
    ['<option value="1">[en] One</option>', '<option value="1" lang="en" dir="ltr">One</option>'],
    ['<svg><text x="1">[en] Axis</text></svg>', '<svg><text x="1" lang="en" dir="ltr">Axis</text></svg>'],
    ['<title>[en] Page · [en] Plan</title>', '<title lang="en" dir="ltr">Page · Plan</title>'],
    ['<nav aria-label="[en] Main > all">x</nav>', '<nav aria-label="Main > all">x</nav>'],
    ['<script>a < "[en] b"</script>', '<script>a < "[en] b"</script>'],
    ['<p>نص</p>', '<p>نص</p>'],
  ])('%s', async (page, wanted) => {
    expect(await marked(page)).toBe(wanted);
  });

  it('is not marked on a page of that language', async () => {
    expect(await marked('<p>[en] Skip</p>', 'en')).toBe('<p>[en] Skip</p>');
  });
});
