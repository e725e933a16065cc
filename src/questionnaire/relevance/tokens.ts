/** Splits a rule's text into tokens. */
import { Problem } from '../../problem/index.ts';

export type Token = {
  readonly kind: 'reference' | 'text' | 'number' | 'name' | 'sign' | 'end';
  /** The name, the text without its quotes, the digits, or the sign; empty at the end. */
  readonly text: string;
  /** Position in the rule, counted from 1. */
  readonly at: number;
};

const patterns: readonly [Token['kind'] | 'space', RegExp][] = [
  ['space', /\s+/y],
  ['reference', /\$\{\s*([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)?)\s*\}/y],
  ['text', /'([^']*)'|"([^"]*)"/y],
  ['number', /\d+(?:\.\d+)?|\.\d+/y],
  ['name', /[A-Za-z_][A-Za-z0-9_-]*/y],
  ['sign', /!=|<=|>=|[=<>+\-*(),.]/y],
];

/** Maximum length of a string literal in a spreadsheet formula. */
const longestText = 255;

/** File and line of a rule, or a function that finds them, which is called only for a fault. */
export type RulePlace = string | (() => string);

export const placeOf = (where: RulePlace): string => (typeof where === 'string' ? where : where());

/** @throws Problem `relevance_unreadable` at the first character that the language does not allow */
export function tokensOf(rule: string, where: RulePlace): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < rule.length) {
    const found = tokenAt(rule, place);
    if (!found)
      throw new Problem('relevance_unreadable', placeOf(where), { rule, at: place + 1, ...explainSign(rule, place) });
    const { token, length } = found;
    if (token.kind === 'text' && token.text.length > longestText) {
      const fix = `Compare with a text of at most ${longestText} characters.`;
      throw new Problem('relevance_unreadable', placeOf(where), {
        rule,
        at: token.at,
        reason: 'a text in quotes is too long',
        fix,
      });
    }
    if (token.kind === 'number' && String(Number(token.text)).includes('e')) {
      const fix = 'Write it with at most 15 digits, six of them after the point.';
      throw new Problem('relevance_unreadable', placeOf(where), {
        rule,
        at: token.at,
        reason: 'a number is too large',
        fix,
      });
    }
    if (token.kind !== 'end') tokens.push(token);
    place += length;
  }
  tokens.push({ kind: 'end', text: '', at: rule.length + 1 });
  return tokens;
}

/**
 * The token at a position; white space is returned as a token of kind `end`, which the caller drops. Undefined if
 * nothing matches.
 */
function tokenAt(rule: string, place: number): { token: Token; length: number } | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = place;
    const found = pattern.exec(rule);
    if (!found) continue;
    const text = found[1] ?? found[2] ?? found[0];
    return { token: { kind: kind === 'space' ? 'end' : kind, text, at: place + 1 }, length: found[0].length };
  }
  return undefined;
}

function explainSign(rule: string, place: number): { reason: string; fix: string } {
  const sign = [...rule.slice(place)][0]!;
  if (sign === '$')
    return { reason: '"$" does not begin a question', fix: `Write a question as ${'$'}{code} or ${'$'}{code.part}.` };
  if (sign === "'" || sign === '"') return { reason: `the quote ${sign} is not closed`, fix: `Close it with ${sign}.` };
  if (/[‘’“”«»]/.test(sign)) return { reason: `${sign} is not a plain quote`, fix: "Put texts between ' and '." };
  if (sign === '&' || sign === '|') return { reason: `"${sign}" has no meaning here`, fix: 'Write and, or.' };
  if (sign === '!') return { reason: '"!" has no = after it', fix: 'Write != or not(…).' };
  return { reason: `"${sign}" has no meaning here`, fix: 'Leave it out, or put it between quotes.' };
}
