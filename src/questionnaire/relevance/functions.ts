/** The functions of the relevance language, and how their arguments are parsed. */
import { isTruth, type Parsed, type ParsedRelevance } from './parsed.ts';
import type { Token } from './tokens.ts';

const functions: Readonly<Record<string, (reader: ParsedRelevance, at: number) => Parsed>> = {
  not: (reader) => ({ kind: 'not', of: reader.truth() }),

  selected: (reader, at) => {
    const among = reader.value();
    reader.expect(',');
    const place = reader.next.at;
    const fix = "Write selected(…, 'name') with the stored name of one choice.";
    const name = quoted(reader, fix);
    if (!/^\S+$/.test(name)) reader.refuse(`"${name}" is not one name`, fix, place);
    return { kind: 'selected', in: among, name, at };
  },

  'count-selected': (reader) => ({ kind: 'count', of: reader.value() }),

  if: (reader) => {
    const test = reader.truth();
    reader.expect(',');
    const then = reader.either();
    reader.expect(',');
    const { at } = reader.next;
    const otherwise = reader.either();
    if (isTruth(then) && isTruth(otherwise)) return { kind: 'choose', test, whenTrue: then, otherwise };
    if (!isTruth(then) && !isTruth(otherwise)) return { kind: 'if', test, whenTrue: then, otherwise };
    return reader.refuse(
      'one result of if() is a value and the other is a condition',
      'Use two values, or two conditions.',
      at,
    );
  },

  coalesce: (reader) => {
    const first = reader.value();
    reader.expect(',');
    return { kind: 'coalesce', first, otherwise: reader.value() };
  },

  regex: (reader) => {
    const value = reader.value();
    reader.expect(',');
    const { at } = reader.next;
    const pattern = quoted(reader, 'Write the pattern between quotes.');
    try {
      new RegExp(pattern, 'u');
    } catch {
      reader.refuse(
        `"${pattern}" is not a pattern`,
        'Correct the pattern: close all brackets, and write \\ before a sign.',
        at,
      );
    }
    return { kind: 'matches', value, pattern };
  },

  today: () => ({ kind: 'today' }),
  true: () => ({ kind: 'constant', value: true }),
  false: () => ({ kind: 'constant', value: false }),
};

/** Parses the arguments of a function whose name was just read. */
export function readFunction(reader: ParsedRelevance, name: Token): Parsed {
  const read = Object.hasOwn(functions, name.text) ? functions[name.text] : undefined;
  if (!read) {
    const known = Object.keys(functions).join('(), ');
    reader.refuse(
      `there is no function "${name.text}"`,
      `A text goes between quotes. Functions are ${known}().`,
      name.at,
    );
  }
  reader.expect('(');
  const parsed = read(reader, name.at);
  reader.expect(')');
  return parsed;
}

function quoted(reader: ParsedRelevance, fix: string): string {
  const token = reader.next;
  if (token.kind !== 'text') reader.refuse('a text in quotes is expected here', fix);
  reader.take();
  return token.text;
}
