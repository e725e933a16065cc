/** Pages that say one thing: nothing is published yet, there is no such page, something went wrong. */
import { html } from 'hono/html';
import { type Face, type Html, say } from '../face.ts';
import { layout } from '../layout.ts';
import type { Refused } from '../problem-words.ts';

export function showEmpty(face: Face): Html {
  const steps = ['demo', 'cycle', 'upload', 'build'].map(
    (key) =>
      html`<li><p>${say(face, `empty.${key}.says`)}</p><pre><code>${say(face, `empty.${key}.command`)}</code></pre></li>`,
  );
  const main = html`<div class="page message"><div class="opening"><h1>${say(face, 'empty.title')}</h1><p class="lede">${say(face, 'empty.lede')}</p></div><ol class="steps">${steps}</ol></div>`;
  return layout(face, { title: say(face, 'empty.title'), main, band: null });
}

/** @param replacement - id of the release to read instead of what was withdrawn */
export function showProblem(
  face: Face,
  status: number,
  { message, fix, language }: Refused,
  replacement: string | null = null,
): Html {
  const kind = status === 404 ? 'missing' : status === 410 ? 'gone' : status < 500 ? 'refused' : 'broken';
  const releases = `${face.root}${face.language}/releases`;
  const instead =
    replacement === null
      ? ''
      : html` · <a href="${face.root}data/${replacement}/">${say(face, 'error.gone.replacement', { release: replacement })}</a>`;
  const more =
    status === 410 ? html`${instead} · <a href="${releases}#corrections">${say(face, 'error.gone.list')}</a>` : '';
  const main = html`<div class="page message"><div class="opening"><h1>${say(face, `error.${kind}.title`)}</h1><p class="lede">${say(face, `error.${kind}.says`)}</p></div>
<div class="callout tone-refused" lang="${language}"><p><b>${message}</b></p><p>${fix}</p></div>
<p><a href="${face.root}${face.language}/${face.navigation[0]?.path ?? ''}">${say(face, 'error.back')}</a>${more}</p></div>`;
  return layout(face, { title: say(face, `error.${kind}.title`), main, band: null });
}
