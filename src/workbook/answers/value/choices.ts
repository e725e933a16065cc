/** Reads several choices from one cell. */
import type { ChoiceList, Instrument } from '../../../questionnaire/index.ts';
import { splitChoices } from '../../layout-words.ts';
import { type CellContent, shownText } from '../../read/content.ts';
import {
  doubt,
  listed,
  type Note,
  nothing,
  quoted,
  readListed,
  understood,
  type ValueReading,
  wrong,
} from '../note.ts';
import { namesFor, nearOr } from './choice.ts';
import { choiceWords } from './choice-words.ts';
import { plainDigits } from './digits.ts';

/** The choice with this name states that none of the others applies. */
const alone = 'none';
const longestCell = 5_000;
const mostReported = 12;

/** @returns stored names in the order of the list, separated by spaces */
export function readChoices(
  content: CellContent,
  instrument: Instrument,
  list: ChoiceList,
  language: string,
): ValueReading<string> {
  if (content.kind === 'date') return wrong('date_for_choice', { typed: content.iso ?? content.written });
  if (content.kind === 'boolean') {
    return wrong('choice_unknown', { typed: String(content.truth).toUpperCase(), near: 'none' });
  }
  const text = shownText(content);
  if (text.trim() === '') return nothing;
  if (text.length > longestCell) return wrong('choices_unknown', { typed: listed([quoted(text)]), near: 'none' });
  const { parts, unknown, ambiguous } = takeApart(text, instrument, list);
  if (ambiguous.length > 0) return wrong('choice_ambiguous', { typed: quoted(ambiguous[0]!), choices: '' });
  if (unknown.length > 0) {
    const near = unknown
      .slice(0, mostReported)
      .flatMap((part) => readListed(nearOr(part, instrument, list, language))?.slice(0, 1) ?? []);
    return wrong('choices_unknown', {
      typed: listed(unknown.slice(0, mostReported).map(quoted)),
      near: listed([...new Set(near)]),
    });
  }
  return inOrder(parts, choiceWords(instrument, list).order);
}

type Apart = { parts: string[]; unknown: string[]; ambiguous: string[] };

/** Tries the ways to separate choices, simplest first, and uses the first by which every part is known. */
function takeApart(text: string, instrument: Instrument, list: ChoiceList): Apart {
  const { commas } = choiceWords(instrument, list);
  const ways = [
    () => [text.trim()],
    () => splitChoices(text, false),
    () => splitChoices(text, true),
    () => storedWords(text, list),
    () => splitChoices(text, commas).flatMap((part) => joinFragments(part, instrument, list)),
  ];
  const tried: Apart[] = [];
  for (const way of ways) {
    const parts = way();
    if (parts === null) continue;
    const apart = match(parts, instrument, list);
    if (apart.unknown.length === 0 && apart.ambiguous.length === 0) return apart;
    tried.push(apart);
  }
  return tried[commas ? 2 : 1]!;
}

/** Stored names and numbers contain no spaces. Null if there is anything else. */
function storedWords(text: string, list: ChoiceList): string[] | null {
  const words = plainDigits(text)
    .split(/[\s,;]+/)
    .filter(Boolean);
  const isStored = (word: string) =>
    /^\d{1,3}$/.test(word) || list.choices.some(({ name }) => name === word.toLowerCase());
  return words.every(isStored) ? words : null;
}

/** Other separators than semicolons and commas that people use, if no label contains them. */
const otherSigns = /\s*[/|+&\u00b7\u2022\u2023\u25aa\u25ab\u25cb\u25cf\u25e6\u2043\u2219\u061b\u3001]\s*/u;

/**
 * Splits a text at other separators, but keeps fragments together that only form a choice as a whole, such as a name
 * with a slash.
 */
function joinFragments(text: string, instrument: Instrument, list: ChoiceList): string[] {
  const fragments = text.split(otherSigns).filter((fragment) => fragment !== '');
  const parts: string[] = [];
  for (let from = 0; from < fragments.length; ) {
    let to = Math.min(fragments.length, from + mostJoined);
    const joined = () => fragments.slice(from, to).join(' ');
    while (to > from + 1 && namesFor(joined(), instrument, list).size !== 1) to -= 1;
    parts.push(joined());
    from = to;
  }
  return parts;
}

const mostJoined = 4;

function match(parts: readonly string[], instrument: Instrument, list: ChoiceList): Apart {
  const apart: Apart = { parts: [], unknown: [], ambiguous: [] };
  for (const part of parts) {
    const names = namesFor(part, instrument, list);
    if (names.size === 0) apart.unknown.push(part);
    else if (names.size > 1) apart.ambiguous.push(part);
    else apart.parts.push([...names][0]!);
  }
  return apart;
}

function inOrder(names: readonly string[], order: readonly string[]): ValueReading<string> {
  const chosen = order.filter((name) => names.includes(name));
  const notes: Note[] = chosen.length > 1 && chosen.includes(alone) ? [doubt('choices_contrary')] : [];
  return chosen.length === 0 ? nothing : understood(chosen.join(' '), notes);
}
