// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a rule names questions so
/**
 * What is frozen when a cycle opens: every key of the files either changes the meaning, and is named, or only changes
 * texts.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify as toYaml } from 'yaml';
import {
  type CrosswalkLine,
  checkInstrument,
  type Instrument,
  meaningHash,
  type Question,
  textsHashes,
} from '../../src/questionnaire/index.ts';
import { compareMeanings } from '../../src/questionnaire/meaning/change.ts';
import { meaningOf } from '../../src/questionnaire/meaning/meaning.ts';
import { contentRoot, small } from './small.ts';

const root = mkdtempSync(join(tmpdir(), 'gap-meaning-'));
cpSync(contentRoot, root, { recursive: true });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folder = join(root, 'questionnaires/preparedness/2');
const before = small();

/** The same without a crosswalk, which would refuse most changes of a question marked "same". */
const free: Instrument = { ...before, crosswalk: [] };

/** The questionnaire with one changed file; null if it is then not valid. */
function withFile(name: string, text: string, as = before): Instrument | null {
  const path = join(folder, name);
  const own = readFileSync(path, 'utf8');
  const crosswalk = join(folder, 'crosswalk.csv');
  const lines = readFileSync(crosswalk, 'utf8');
  writeFileSync(path, text);
  if (as === free) rmSync(crosswalk);
  try {
    return checkInstrument(root, 'preparedness', '2').instrument;
  } finally {
    writeFileSync(path, own);
    writeFileSync(crosswalk, lines);
  }
}

/** In quotes, since some YAML readers take an unquoted yes as a boolean. */
const stringify = (value: unknown) => toYaml(value, { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' });

const yamlOf = (name: string): unknown => parse(readFileSync(join(folder, name), 'utf8'));

type Path = readonly (string | number)[];

/** Paths of all scalar values of a file. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

/** A copy with another value at a path; `undefined` removes the key or entry. */
function changed(value: unknown, path: Path, to: unknown): unknown {
  const copy = structuredClone(value);
  const inner = at(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  const key = path.at(-1)!;
  if (to !== undefined) inner[key] = to;
  else if (Array.isArray(inner)) inner.splice(Number(key), 1);
  else delete inner[key];
  return copy;
}

/** Keys that are only shown to readers and change neither answers nor figures. */
const shownOnly = new Set(['legal', 'seeds']);
const isShownOnly = (path: Path) => path.some((key) => shownOnly.has(String(key)));

const types = ['select_one', 'select_multiple', 'integer', 'decimal', 'text', 'date'];
const lists = ['stage', 'yn', 'pub', 'goods', 'need', 'body', 'country'];
/** Values to try for a key, by its name. All other keys are tried with a word, a number and undefined. */
const others: Readonly<Record<string, readonly unknown[]>> = {
  type: types,
  cell: types,
  list: [...lists, undefined],
  rows: lists,
  class: ['public', 'restricted', 'confidential'],
  core: [true, false, undefined],
  when_hidden: ['zero', 'leave', undefined],
  relevance: ['${P01} >= 3', "selected(${P05}, 'ministry')", undefined],
  scorer: ['choice', { share: ['ministry'] }, { goalposts: { low: 1, high: 5 } }, undefined],
  share: ['donor', undefined],
  scores: [55, null],
  source: [undefined],
};
const candidates = (path: Path): readonly unknown[] =>
  others[[...path].reverse().find((one) => typeof one === 'string') as string] ?? ['another', 7, undefined];

describe('the meaning of a questionnaire', () => {
  it.each([
    [
      'questionnaire.yaml',
      ['type', 'class', 'core', 'relevance', 'when_hidden', 'share', 'low', 'min', 'most', 'longest'],
    ],
    ['choices.yaml', ['scores']],
  ])('changes with any changed value in %s that is still valid', (name, mustBeTried) => {
    const file = yamlOf(name);
    const tried = new Set<string>();
    for (const path of leaves(file)) {
      for (const to of candidates(path)) {
        if (to === at(file, path)) continue;
        const after = withFile(name, stringify(changed(file, path, to)), free);
        if (after === null) continue;
        const said = `${path.join('.')}: ${String(to)}`;
        if (isShownOnly(path) || path[0] === 'languages') {
          expect(meaningHash(after), said).toBe(meaningHash(free));
          continue;
        }
        // Omitting `core: false` changes nothing.
        if (isDefault(at(file, path)) && isDefault(to)) continue;
        for (const key of path) tried.add(String(key));
        expect(meaningHash(after), said).not.toBe(meaningHash(free));
        expect(compareMeanings(meaningOf(free), meaningOf(after)), said).not.toEqual([]);
      }
    }
    expect(mustBeTried.filter((key) => !tried.has(key))).toEqual([]);
  });

  it('changes with the order of sections, questions, parts or choices', () => {
    const [first, second] = before.sections;
    const asked = (code: string, over: Partial<Question>): Instrument => ({
      ...before,
      questions: new Map([...before.questions, [code, { ...before.questions.get(code)!, ...over }]]),
    });
    const listed = (name: string): Instrument => {
      const list = before.lists.get(name)!;
      return { ...before, lists: new Map([...before.lists, [name, { ...list, choices: list.choices.toReversed() }]]) };
    };
    const orders: Instrument[] = [
      { ...before, sections: [second!, first!] },
      { ...before, sections: [first!, { ...second!, questions: second!.questions.toReversed() }] },
      asked('P03', { parts: before.questions.get('P03')!.parts.toReversed() }),
      listed('goods'),
      { ...before, lists: new Map([...before.lists, ['goods', { ...before.lists.get('goods')!, numbered: true }]]) },
    ];
    expect(new Set([before, ...orders].map(meaningHash)).size).toBe(6);
    for (const after of orders) expect(compareMeanings(meaningOf(before), meaningOf(after))).not.toEqual([]);
  });

  it('changes with the relation of a question in the crosswalk, but not with its notes and the order of lines', () => {
    const reported = (lines: readonly CrosswalkLine[]) => meaningHash({ ...before, crosswalk: lines });
    const { crosswalk } = before;
    expect(reported(crosswalk.toReversed())).toBe(meaningHash(before));
    expect(reported(crosswalk.map((line) => ({ ...line, note: 'said otherwise' })))).toBe(meaningHash(before));
    for (const [place, line] of crosswalk.entries()) {
      expect(reported(crosswalk.with(place, { ...line, relation: 'dropped' })) === meaningHash(before)).toBe(
        line.relation === 'dropped',
      );
      expect(reported(crosswalk.toSpliced(place, 1))).not.toBe(meaningHash(before));
      expect(reported(crosswalk.with(place, { ...line, recode: { a: 'b' } }))).not.toBe(meaningHash(before));
    }
  });

  it('does not change with the texts, which have a hash of their own', () => {
    const files = ['texts/en.yaml', 'texts/fr.yaml'].map((name) => ({ name, file: yamlOf(name) }));
    const places = files.flatMap(({ name, file }) =>
      leaves(file)
        .filter((path) => path[0] !== 'language' && path[0] !== 'reviewed')
        .map((path) => ({ name, file, path })),
    );
    const word = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéü ') });
    fc.assert(
      fc.property(fc.constantFrom(...places), word, ({ name, file, path }, text) => {
        const to = `x${text.trim()}`;
        fc.pre(to !== at(file, path));
        const after = withFile(name, stringify(changed(file, path, to)));
        fc.pre(after !== null);
        expect(meaningHash(after!)).toBe(meaningHash(before));
        const [was, is] = [textsHashes(before), textsHashes(after!)];
        expect(is.fr).not.toBe(was.fr);
        // The working language replaces missing texts of another, never the reverse.
        if (name === 'texts/fr.yaml') expect(is.en).toBe(was.en);
        else expect(is.en).not.toBe(was.en);
      }),
      { numRuns: 80 },
    );
  });

  it('does not change with the notation of files and rules, nor with an additional language', () => {
    const file = yamlOf('questionnaire.yaml') as { sections: { questions: { relevance?: string }[] }[] };
    const spelled = changed(file, ['sections', 0, 'questions', 1, 'relevance'], '(${P01}>=2)');
    const after = withFile('questionnaire.yaml', stringify({ ...(spelled as object), languages: ['en', 'fr', 'es'] }));
    expect(meaningHash(after!)).toBe(meaningHash(before));
    expect(Object.keys(textsHashes(after!))).toEqual(['en', 'fr', 'es']);
  });

  it('is compared with the question, the key, the old and the new value', () => {
    const file = yamlOf('questionnaire.yaml');
    const after = withFile(
      'questionnaire.yaml',
      stringify(changed(file, ['sections', 0, 'questions', 1, 'relevance'], '${P01} >= 3')),
    );
    expect(compareMeanings(meaningOf(before), meaningOf(after!))).toEqual([
      { thing: 'question P02', key: 'relevance', was: '${P01} >= 2', is: '${P01} >= 3' },
    ]);
  });
});

/** Whether a value means the same as an omitted key. */
const isDefault = (value: unknown) => value === false || value === undefined;
