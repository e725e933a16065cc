/** The content of a frame whose chart is no longer public: why, and which release to read instead. */
import { html } from 'hono/html';
import { type Html, type PageContext, say } from '../page-context.ts';
import type { Refused } from '../problem-words.ts';

/** @param replacement - id of the release to read instead; null if there is none */
export function showFramedProblem(
  context: PageContext,
  { message, fix, language }: Refused,
  replacement: string | null,
): Html {
  const title = say(context, 'error.gone.title');
  return html`<!doctype html>
<html lang="${context.language}" dir="${context.texts.language(context.language).direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="${context.root}${context.assets.style}"></head>
<body class="embed"><main><h1>${title}</h1><p lang="${language}"><b>${message}</b></p><p lang="${language}">${fix}</p>${replacement === null ? '' : html`<p><a href="${context.root}data/${replacement}/" target="_blank" rel="noopener">${say(context, 'error.gone.replacement', { release: replacement })}</a></p>`}</main></body>
</html>`;
}
