/**
 * Parts of the texts of a page that a line never breaks: a broken date or range reads as another one. Browsers break
 * `2026-11-29` after a hyphen and `35–57` after the dash, in every language.
 */
import { treatyCode } from '../../../domain/index.ts';

const date = String.raw`(?<![\w-])(?:19|20)\d\d-\d{2}(?:-\d{2})?(?![\w-])`;
const range = String.raw`(?<![\w.,\u2013-])\d[\d.,]*\u2013\d(?:[\d.,]*\d)?(?![\w\u2013])`;
const amount = String.raw`\b[A-Z]{3} (?=\d)|(?<=\d) [A-Z]{3}\b`;
const parts = new RegExp(`(${treatyCode.source})|(${date}|${range})|(${amount})`, 'g');

/** Elements whose texts stay as they are written, and those that can contain no other element. */
const asWritten = /^<(?:code|pre|script|style|textarea)\b/;
const textOnly = /^<(?:option|title|text|tspan|desc)\b/;

let currencies: ReadonlySet<string> | null = null;

/** @param page - HTML; its attributes keep their values, which may be sent or compared */
export function keepUnbroken(page: string): string {
  return page.replace(
    parts,
    (found, _code, _series, whole: string | undefined, sum: string | undefined, at: number) => {
      const tag = page.lastIndexOf('<', at);
      if (tag > page.lastIndexOf('>', at)) return found;
      const head = page.slice(tag, tag + 10);
      if (asWritten.test(head)) return found;
      if (whole !== undefined) return textOnly.test(head) ? found : `<span class="once">${found}</span>`;
      return sum === undefined || isCurrency(sum.trim()) ? found.replace(' ', '\u00a0') : found;
    },
  );
}

function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'));
  return currencies.has(code);
}
