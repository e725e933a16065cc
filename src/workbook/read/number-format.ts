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
  const bare = bareOf(sectionsOf(format)[0] ?? '');
  if (bare.includes('general')) return 'plain';
  if (/[ydgeb]/.test(bare.replace(/e[+-]/g, '')) || /m{3,}/.test(bare)) return 'date';
  if (/[hs]/.test(bare)) return 'time';
  if (bare.includes('m')) return 'date';
  if (bare.includes('%')) return 'percent';
  if (/e[+-]/.test(bare)) return 'scientific';
  return /[?#0]\s*\/\s*[?#\d]/.test(bare) ? 'fraction' : 'plain';
}

/**
 * What a format such as `;;;` or `0;-0;;@` shows: its sections are for positive numbers, negative ones, zero and
 * text. A format with conditions, such as `[>9]`, is assumed to show the content.
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

/** Literal text of the format that changes the number shown: digits, points, signs, a percent sign, thousands. */
function isOtherNumber(section: string, bare: string): boolean {
  if (/[ydgebhms]/.test(bare.replace(/general|e[+-]/g, ''))) return false;
  const visible = section.replace(/\[[^[\]]*\]|[_*]./g, '');
  const literals = [...visible.matchAll(/"([^"]*)"|\\(.)/gs)].map(([, words, sign]) => words ?? sign!);
  const text = literals.join(' ');
  if (literals.some((one) => one === '.' || one === ',')) return true;
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
