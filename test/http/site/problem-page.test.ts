/** Pages of problems: what happened, what to do, and once that nothing was changed. */
import { describe, expect, it } from 'vitest';
import { showProblem } from '../../../src/http/site/page/message.ts';
import type { PageContext } from '../../../src/http/site/page-context.ts';
import { problemWords } from '../../../src/http/site/problem-words.ts';
import { Problem } from '../../../src/problem/index.ts';
import { texts } from '../../dashboard/bound.ts';

const context = (language: string): PageContext => ({
  texts,
  language,
  path: '',
  root: './',
  instruments: [],
  navigation: [],
  search: null,
  assets: { style: '', script: '' },
  release: null,
  cover: null,
});
/** How each language states it. */
const stems: Readonly<Record<string, RegExp>> = {
  en: /nothing was changed/gi,
  fr: /(?:rien n’a (?:donc )?été modifié|rien n’a changé|aucune donnée n’a été modifiée)/gi,
};
const problems = [
  new Problem('internal', 'server', { incident: 'i-1' }),
  new Problem('store_lost', 'store', { store: 'gap.sqlite', cause: 'disk I/O error' }),
  new Problem('origin_foreign', 'origin', {}),
  new Problem('form_unreadable', 'body', {}),
  new Problem('field_twice', 'body', { field: 'a' }),
  new Problem('pages_busy', 'address', {}),
  new Problem('form_too_long', 'body', {}),
];

describe('the page of a problem', () => {
  it.each(
    problems.flatMap((problem) => Object.keys(stems).map((language) => [problem.code, language, problem] as const)),
  )('states once that nothing was changed: %s in %s', async (_, language, problem) => {
    const page = String(await showProblem(context(language), problem.status, problemWords(texts, language, problem)));
    const main = page.slice(page.indexOf('<main'));
    expect(main.match(stems[language]!) ?? []).toHaveLength(1);
  });
});
