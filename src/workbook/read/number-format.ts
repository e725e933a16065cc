/** Interprets a number format: the kind of number, and whether the content is shown at all. */

export type NumberKind = 'plain' | 'date' | 'time' | 'percent' | 'fraction' | 'scientific';

/** `nothing`: the cell looks empty. `words`: it shows text of the format, or another number than it contains. */
export type ShownAs = 'content' | 'nothing' | 'words';

/** What is shown for each kind of content. */
export type Showing = Readonly<Record<'positive' | 'negative' | 'zero' | 'text', ShownAs>>;

export const showsAll: Showing = { positive: 'content', negative: 'content', zero: 'content', text: 'content' };

/** Maximum length of a format; longer ones are ignored. */
const longest = 255;

/** Reads a format such as `[$-409]dd" of "mmmm\ yyyy;@`. */
export function kindOfFormat(format: string): NumberKind {
  if (format.length > longest) return 'plain';
  return kindOfSection(sectionsOf(format)[0] ?? '');
}

function kindOfSection(section: string): NumberKind {
  const bare = bareOf(section);
  if (bare.includes('general')) return 'plain';
  if (/[ydgeb]/.test(bare.replace(/e[+-]/g, '')) || /m{3,}/.test(bare)) return 'date';
  if (/[hs]/.test(bare)) return 'time';
  if (bare.includes('m')) return 'date';
  if (bare.includes('%')) return 'percent';
  if (/e[+-]/.test(bare)) return 'scientific';
  return /[?#0]\s*\/\s*[?#\d]/.test(bare) ? 'fraction' : 'plain';
}

/** One section of a format whose sections differ in kind, or have conditions such as `[>9]`. */
export type NumberSection = {
  readonly holds: (number: number) => boolean;
  readonly as: NumberKind;
  readonly shown: (number: number) => ShownAs;
};

/**
 * The sections of a format for which the number itself decides how it is shown: `[=0]"";0%` and `[>999]0,"K";0`. They
 * apply in their order.
 *
 * @returns null for a format that `kindOfFormat` and `showingOf` describe
 */
export function sectionsByNumber(format: string): readonly NumberSection[] | null {
  if (format.length > longest || !/[;[]/.test(format)) return null;
  const all = sectionsOf(format).slice(0, 3);
  // Its last section may be that of texts: `dd/mm/yyyy;@`.
  const sections = all.length > 1 && bareOf(all.at(-1)!).includes('@') ? all.slice(0, -1) : all;
  const conditions = sections.map(conditionOf);
  const kinds = sections.map(kindOfSection);
  if (conditions.every((one) => one === null) && new Set(kinds).size === 1) return null;
  return sections.map((section, place) => ({
    holds: holdsIn(place, sections.length, conditions),
    as: kinds[place]!,
    shown: (number) => {
      if (number === 0 && isBlankOfZero(section)) return 'nothing';
      return numberIn(number > 0 ? section : withoutSign(section));
    },
  }));
}

const condition = /\[(<=|>=|<>|<|>|=)\s*(-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\]/i;

type Condition = (number: number) => boolean;

function conditionOf(section: string): Condition | null {
  const [, sign, written] = condition.exec(section.replace(/"[^"]*"|\\./g, '')) ?? [];
  if (written === undefined) return null;
  const limit = Number(written);
  switch (sign) {
    case '<':
      return (number) => number < limit;
    case '<=':
      return (number) => number <= limit;
    case '>':
      return (number) => number > limit;
    case '>=':
      return (number) => number >= limit;
    case '=':
      return (number) => number === limit;
    default:
      return (number) => number !== limit;
  }
}

/** Without any condition, sections are for positive numbers, negative ones and zero; otherwise the last is for the rest. */
function holdsIn(place: number, count: number, conditions: readonly (Condition | null)[]): Condition {
  const own = conditions[place];
  if (own) return own;
  if (place === count - 1) return () => true;
  const signed = conditions.every((one) => one === null) && place === 0;
  return signed ? (number) => (count === 2 ? number >= 0 : number > 0) : (number) => number < 0;
}

/**
 * What a format such as `;;;` or `0;-0;;@` shows: its sections are for positive numbers, negative ones, zero and
 * text. `sectionsByNumber` describes a format with conditions, such as `[>9]`.
 */
export function showingOf(format: string): Showing {
  if (format.length > longest || /\[[<>=]/.test(format)) return showsAll;
  const sections = sectionsOf(format);
  const [first = '', second, third, fourth] = sections;
  // A single section applies to all numbers. Text has a separate section only as the fourth, or if a section contains
  // `@`.
  const text = fourth ?? (sections.length > 1 ? undefined : first.includes('@') ? first : undefined);
  return {
    positive: numberIn(first),
    // A separate section for negative numbers must show the sign; in the other cases the program shows it.
    negative: !second ? numberIn(second ?? first) : /[-(\u2212]/.test(second) ? numberIn(withoutSign(second)) : 'words',
    zero: isBlankOfZero(third ?? first) ? 'nothing' : numberIn(third === undefined ? first : withoutSign(third)),
    text: text === undefined ? 'content' : textIn(text),
  };
}

function numberIn(section: string): ShownAs {
  const bare = bareOf(section);
  // A comma after the last digit divides by a thousand, so that 5 000 is shown as 5.
  if (/[0#?],+(?![0#?])/.test(bare.replace(/[^0#?,]/g, ''))) return 'words';
  if (/[0#?@ydgebhms]|general/.test(bare)) return isOtherNumber(section, bare) ? 'words' : 'content';
  return wordsIn(section);
}

const withoutSign = (section: string) => section.replace(/\\?[-()\u2212]|"[-()\u2212]"/g, '');

/** `#` and `?` show nothing for a zero. */
function isBlankOfZero(section: string): boolean {
  const bare = bareOf(section);
  // Accounting formats show a dash for zero, and fractions always show the whole number.
  return /[#?]/.test(bare) && !/[0@ydgebhms/]|general/.test(bare) && !/[-\u2013]/.test(section);
}

const multiplies = /(?<!\p{L})(?:k|m|mn|mio|bn|thousands?|millions?|billions?|milliers?|mille|milliards?)(?!\p{L})/iu;

/** Letters or signs between two digits: `0"h"00` shows 1234 as 12h34. */
const partedByWords = /[0#?]\s*(?:"[^"]*[\p{L}\p{S}][^"]*"|\\[\p{L}\p{S}])[^;]*[0#?]/su;

/** Literal text of the format that changes the number shown: digits, points, signs, a percent sign, thousands. */
function isOtherNumber(section: string, bare: string): boolean {
  if (/[ydgebhms]/.test(bare.replace(/general|e[+-]/g, ''))) return false;
  const visible = section.replace(/\[[^[\]]*\]|[_*]./g, '');
  const literals = [...visible.matchAll(/"([^"]*)"|\\(.)/gs)].map(([, words, sign]) => words ?? sign!);
  const text = literals.join(' ');
  if (literals.some((one) => one === '.' || one === ',')) return true;
  if (partedByWords.test(visible)) return true;
  return /[\p{N}%\u2030/()\u2212-]/u.test(text) || multiplies.test(text) || /[-(]/.test(bare.replace(/e[+-]/g, ''));
}

const textIn = (section: string): ShownAs => (/@|general/.test(bareOf(section)) ? 'content' : wordsIn(section));

/** Literal text of the format: in quotes, after a backslash, or characters that need neither. */
function wordsIn(section: string): ShownAs {
  const plain = section
    .replace(/\[[^[\]]*\]|_./g, '')
    .replace(/["\\*]/g, '')
    .trim();
  return plain === '' ? 'nothing' : 'words';
}

/** A section without its literal text, colours and languages. */
const bareOf = (section: string) =>
  section
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^[\]]*\]/gi, '')
    .toLowerCase();

/** Sections between semicolons, except those in quotes or after a backslash. */
function sectionsOf(format: string): string[] {
  const sections = [''];
  for (const [piece] of format.matchAll(/"[^"]*"?|\\.?|;|[^";\\]+/gs)) {
    if (piece === ';') sections.push('');
    else sections[sections.length - 1] += piece;
  }
  return sections;
}
