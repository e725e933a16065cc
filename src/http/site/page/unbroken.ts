/**
 * Parts of the texts of a page that a line never breaks: a broken date or range reads as another one. Browsers break
 * `2026-11-29` after a hyphen and `35–57` after the dash, in every language.
 */
import { treatyCode } from '../../../domain/index.ts';

const date = String.raw`(?<![\w-])(?:19|20)\d\d-\d{2}(?:-\d{2})?(?![\w-])`;
const range = String.raw`(?<![\w.,\u2013-])\d[\d.,]*\u2013\d(?:[\d.,]*\d)?(?![\w\u2013])`;
const number = String.raw`\d(?:[\d.,\u00a0\u202f]*\d)?`;
const amount = String.raw`\b[A-Z]{3} ${number}(?:\u2013${number})?|(?<![\w.,\u00a0\u202f-])${number} [A-Z]{3}\b`;
const parts = new RegExp(`(?<code>${treatyCode.source})|${date}|${range}|(?<amount>${amount})`, 'g');

/** Elements whose texts stay as they are written, and those that can contain no other element. */
const asWritten = /^<(?:code|pre|script|style|textarea)\b/;
const textOnly = /^<(?:option|title|text|tspan|desc)\b/;

let currencies: ReadonlySet<string> | null = null;

/**
 * Marks these parts, whose characters stay, so that a page is searched and copied as it is written. Only the code of a treaty
 * has another space, which also titles, options and charts keep.
 *
 * @param page - HTML; its attributes keep their values, which may be sent or compared
 */
export function keepUnbroken(page: string): string {
  return page.replace(parts, (found, ...rest) => {
    const at = rest.at(-3) as number;
    const { code, amount } = rest.at(-1) as { code?: string; amount?: string };
    const tag = page.lastIndexOf('<', at);
    if (tag > page.lastIndexOf('>', at)) return found;
    const head = page.slice(tag, tag + 10);
    if (asWritten.test(head)) return found;
    if (code !== undefined) return found.replace(' ', '\u00a0');
    if (textOnly.test(head)) return found;
    if (amount !== undefined && !isCurrency(/[A-Z]{3}/.exec(amount)![0])) return found;
    return `<span class="once">${found}</span>`;
  });
}

function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'));
  return currencies.has(code);
}
