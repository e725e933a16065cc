import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { loadTexts } from '../../src/i18n/index.ts';
import { root } from '../house/source.ts';

/** Nodes of a parsed message, with the properties that this test reads. */
type Node = {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Node[] }>>;
};
const [literal, argument, number, plural] = [0, 1, 2, 6];

const texts = loadTexts(root);
/** Languages covered by `invariable`; in the others `gap check` finds missing plural forms. */
const judged = ['en', 'fr'];
const all = judged.flatMap((code) =>
  texts.keys(code).map((key) => {
    const message = texts.message(code, key);
    return { code, key, message, nodes: new IntlMessageFormat(message, code).getAst() as readonly Node[] };
  }),
);

function* plurals(nodes: readonly Node[]): Generator<string> {
  for (const node of nodes) {
    if (node.type === plural) yield node.value!;
    for (const { value } of Object.values(node.options ?? {})) yield* plurals(value);
  }
}

/** Words that are the same after any number. */
const invariable = new Set(
  'n’a invited stays stayed reste accepted acceptée invités avec of in to and or at by for from was is with on out so since as sur dans à et ou de du des en au pour par est a ont avec depuis points point MB Mo h MiB y con sigue siguió aceptada'.split(
    ' ',
  ),
);
/** Names of values that are counts: some text has a plural that depends on them. */
const counted = new Set(all.flatMap(({ nodes }) => [...plurals(nodes)]));

/** Finds counts before a word that must agree with the number. */
function* unbent(nodes: readonly Node[], chosen: ReadonlySet<string> = new Set()): Generator<string> {
  for (const [at, node] of nodes.entries()) {
    const next = nodes[at + 1];
    const isCount = (node.type === argument || node.type === number) && counted.has(node.value!);
    if (isCount && !chosen.has(node.value!) && next?.type === literal) {
      const [, word] = /^[ \u00a0]([\p{L}][\p{L}’'-]*)/u.exec(next.value!) ?? [];
      if (word && !invariable.has(word)) yield `{${node.value}} ${word}`;
    }
    const inside = node.type === plural ? new Set([...chosen, node.value!]) : chosen;
    for (const { value } of Object.values(node.options ?? {})) yield* unbent(value, inside);
  }
}

/** English verbs that agree with a count before them. */
const manyDo = /^ (?:match|have|are|were|do|share|show|need|fund|report|fall|rise|lie|count|miss|remain)\b/;

/** Finds a verb after a word that changes with its count, while the verb does not. */
function* stiffVerbs(nodes: readonly Node[]): Generator<string> {
  for (const [at, node] of nodes.entries()) {
    const next = nodes[at + 1];
    const hasOne =
      node.type === plural && Object.keys(node.options ?? {}).some((form) => form === 'one' || form === '=1');
    if (hasOne && next?.type === literal && manyDo.test(next.value!)) yield `{${node.value}}${next.value}`;
    // In a form of such a count, the verb belongs to that form.
    if (!hasOne) for (const { value } of Object.values(node.options ?? {})) yield* stiffVerbs(value);
  }
}

describe('a count in a text', () => {
  it('changes the verb after it too', () => {
    const found = all
      .filter(({ code }) => code === 'en')
      .flatMap(({ key, nodes }) => [...stiffVerbs(nodes)].map((one) => `${key}: ${one}`));
    expect(found).toEqual([]);
  });

  it('selects the form of the word after it, in every language', () => {
    const found = all.flatMap(({ code, key, nodes }) => [...unbent(nodes)].map((words) => `${code} ${key}: ${words}`));
    expect(found).toEqual([]);
  });

  it('reads correctly for none, one and many', () => {
    for (const code of judged) {
      const sentence = (with_score: number) =>
        texts.say(code, 'dashboards.world.blocks.map.sentence', {
          ...{
            with_score,
            invited: 3,
            median_known: with_score === 0 ? 'no' : 'yes',
            median: with_score === 0 ? '–' : '50',
          },
          ...{ lowest: with_score === 0 ? '–' : '40', highest: with_score === 0 ? '–' : '60' },
        });
      expect(sentence(0)).not.toContain('–');
      expect(sentence(0)).not.toMatch(/0/);
      expect(new Set([0, 1, 2].map(sentence)).size).toBe(3);
    }
  });
});
