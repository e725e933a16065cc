/** What a number format makes of a content: what kind of number it is, and whether the content is shown at all. */

export type NumberKind = 'plain' | 'date' | 'time' | 'percent' | 'fraction' | 'scientific';

/** `nothing`: the cell looks empty. `words`: it shows words of the format, or another number than it holds. */
export type ShownAs = 'content' | 'nothing' | 'words';

/** What is shown of a content of each sort. */
export type Showing = Readonly<Record<'positive' | 'negative' | 'zero' | 'text', ShownAs>>;

export const showsAll: Showing = { positive: 'content', negative: 'content', zero: 'content', text: 'content' };

/** Characters that a format has at most; what is longer is no format. */
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
 * What a format such as `;;;` or `0;-0;;@` shows: its sections are for positive numbers, negative ones, zero and text.
 * One with conditions of its own, `[>9]`, is taken to show what it holds.
 */
export function showingOf(format: string): Showing {
  if (format.length > longest || /\[[<>=]/.test(format)) return showsAll;
  const sections = sectionsOf(format);
  const [first = '', second, third, fourth] = sections;
  // A single section is for all numbers; text has a separate one only as the fourth, or where a section shows it.
  const text = fourth ?? (sections.length > 1 ? undefined : first.includes('@') ? first : undefined);
  return {
    positive: numberIn(first),
    negative: numberIn(second ?? first),
    zero: numberIn(third ?? first),
    text: text === undefined ? 'content' : textIn(text),
  };
}

function numberIn(section: string): ShownAs {
  const bare = bareOf(section);
  // A comma behind the last digit divides by a thousand, so that 5 000 shows as 5.
  if (/[0#?],+(?![0#?])/.test(bare.replace(/[^0#?,]/g, ''))) return 'words';
  if (/[0#?@ydgebhms]|general/.test(bare)) return 'content';
  return wordsIn(section);
}

const textIn = (section: string): ShownAs => (/@|general/.test(bareOf(section)) ? 'content' : wordsIn(section));

/** Words of the format itself: in quotes, behind a stroke, or signs that need neither. */
function wordsIn(section: string): ShownAs {
  const plain = section
    .replace(/\[[^[\]]*\]|_./g, '')
    .replace(/["\\*]/g, '')
    .trim();
  return plain === '' ? 'nothing' : 'words';
}

/** A section without what is stated in words, and without colours and languages. */
const bareOf = (section: string) =>
  section
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^[\]]*\]/gi, '')
    .toLowerCase();

/** Parts between semicolons, but for those in quotes or behind a stroke. */
function sectionsOf(format: string): string[] {
  const sections = [''];
  for (const [piece] of format.matchAll(/"[^"]*"?|\\.?|;|[^";\\]+/gs)) {
    if (piece === ';') sections.push('');
    else sections[sections.length - 1] += piece;
  }
  return sections;
}
