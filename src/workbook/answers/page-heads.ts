/**
 * Headers and footers of printed pages: those of the workbook are known, and text that someone typed there is
 * reported.
 */
import type { Finding } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Instrument } from '../../questionnaire/index.ts';
import type { Book } from '../read/book.ts';
import { wordingOf } from '../wording.ts';
import { quoted } from './note.ts';
import { finding, wholeFile } from './place/place.ts';
import { textAt } from './place/table.ts';
import { foldLoosely } from './value/folding.ts';

/** The texts that the headers of a workbook consist of. */
export type Heading = {
  readonly texts: Texts;
  readonly instrument: Instrument;
  readonly cycle: string | undefined;
};

export function aboutPageHeads({ sheets }: Book, heading: Heading): Finding[] {
  if (sheets.every(({ heads }) => heads.length === 0)) return [];
  const ours = knownHeads(heading);
  return sheets.flatMap(({ name, heads, rows }) => {
    // A title may be reworded between download and upload; it is on the sheet as it was issued.
    const titles = (rows.get(1)?.all ?? []).map((cell) => foldLoosely(textAt(cell) ?? ''));
    const isTitle = (piece: string) => titles.some((title) => title.endsWith(` ${foldLoosely(piece)}`));
    const own = heads.flatMap(piecesOf).filter((piece) => !isOurs(piece, ours) && !isTitle(piece));
    if (own.length === 0) return [];
    return [finding('heads_unread', 'warning', { ...wholeFile, sheet: name }, { typed: quoted(own.join(' / ')) })];
  });
}

type Known = {
  readonly whole: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /** The text after the country's name; a workbook may have been issued with several forms of it. */
  readonly endings: readonly string[];
};

/** Maximum length of a country's name. */
const longestName = 70;

const kept = new WeakMap<Instrument, { readonly texts: Texts; readonly cycle: string; readonly known: Known }>();

/** Those of the last cycle are kept, as most workbooks of an hour are of one cycle. */
function knownHeads({ texts, instrument, cycle = '' }: Heading): Known {
  const last = kept.get(instrument);
  if (last?.texts === texts && last.cycle === cycle) return last.known;
  const known = gatherHeads({ texts, instrument, cycle });
  kept.set(instrument, { texts, cycle, known });
  return known;
}

function gatherHeads({ texts, instrument, cycle }: Heading & { readonly cycle: string }): Known {
  const endings: string[] = [];
  const whole = new Set<string>();
  const words = new Set<string>();
  for (const { code } of texts.languages) {
    const say = (key: string, values = {}) => foldLoosely(texts.say(code, `workbook.${key}`, values));
    endings.push(say('section.print_cycle', { country: '', cycle }));
    whole.add(say('illustrative.short'));
    // With spaces, as the codes of numbers leave them: Chinese has none around its numbers.
    for (const word of say('section.print_page', { page: ' ', pages: ' ' }).split(' ')) words.add(word);
  }
  for (const language of instrument.texts.keys()) {
    const wording = wordingOf(instrument, language);
    for (const section of instrument.sections) whole.add(foldLoosely(wording.section(section.code).title));
  }
  return { whole, words, endings };
}

/** Programs add “Page 1” automatically. */
function isOurs(piece: string, { whole, words, endings }: Known): boolean {
  const folded = foldLoosely(piece);
  if (endings.some((end) => folded.endsWith(` ${end}`) && folded.length <= end.length + longestName)) return true;
  return folded === '' || whole.has(folded) || folded.split(' ').every((word) => words.has(word));
}

/** The left, centre and right texts, without codes for fonts, pages, dates and names. */
function piecesOf(head: string): string[] {
  return head
    .replaceAll('&&', '\ue000')
    .split(/&[LCR]/)
    .map((piece) =>
      piece
        .replace(/&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d+|&./g, ' ')
        .replaceAll('\ue000', '&')
        .trim(),
    );
}
