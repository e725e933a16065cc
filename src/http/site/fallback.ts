/** Texts that a language lacks: shown in the working language, marked with its language and direction. */
import { raw } from 'hono/html';
import type { Texts } from '../../i18n/index.ts';
import type { Html } from './page-context.ts';

/** Elements that may contain text only, so that no element can be inserted. */
const textOnly = new Set(['title', 'desc', 'option', 'textarea', 'text', 'tspan']);

/**
 * Replaces the tag before such a text, `[en] Skip to the content`, by an element with `lang` and `dir`. In
 * attributes, which cannot mark a language, the tag is removed.
 */
export async function markFallback(texts: Texts, language: string, page: Html): Promise<Awaited<Html>> {
  const { working } = texts;
  const whole = await page;
  const tag = `[${working}] `;
  if (language === working || !whole.includes(tag)) return whole;
  return raw(marked(String(whole), tag, attributesOf(texts, working)));
}

const attributesOf = (texts: Texts, working: string) => ` lang="${working}" dir="${texts.language(working).direction}"`;

function marked(page: string, tag: string, attributes: string): string {
  const parts: string[] = [];
  // Matches scripts and styles as a whole, tags (with attributes in double quotes), and the text after each.
  for (const [, start = '', between = ''] of page.matchAll(
    /(<(?:script|style)\b[\s\S]*?<\/(?:script|style)>|<(?:"[^"]*"|[^">])*>)?([^<]*)/g,
  )) {
    const name = /^<([a-z][a-z0-9-]*)/i.exec(start)?.[1] ?? '';
    const at = between.indexOf(tag);
    const words = at < 0 ? between : between.replaceAll(tag, '');
    const bare = /^<(script|style)\b/.test(start) ? start : start.replaceAll(tag, '');
    if (at < 0) parts.push(bare, words);
    else if (textOnly.has(name)) parts.push(bare.replace(/>$/, `${attributes}>`), words);
    else parts.push(bare, words.slice(0, at), `<span${attributes}>`, words.slice(at), '</span>');
  }
  return parts.join('');
}
