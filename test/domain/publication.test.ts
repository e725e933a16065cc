import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  answerStates,
  asPublication,
  choicesIn,
  classOf,
  describeChange,
  explicitPublications,
  isPublic,
  isWider,
  narrowedBy,
  openChoices,
  type PublicationRules,
  publicationBy,
  publicationChanges,
  publicUse,
  type SectionPublication,
  sectionPublications,
  stricterPublication,
} from '../../src/domain/index.ts';

const rules: PublicationRules = {
  by: 'country',
  sections: 'P1',
  needs: 'P2',
  needQuestions: ['N1'],
  choices: { all: 'published', scores: 'scores_only', nothing: 'not_published' },
  followWidest: ['P'],
};
type Said = Pick<Answer, 'question' | 'part' | 'state' | 'value'> & { readonly unread?: string | null };
const said = (id: string, value: string | number | null, state: Answer['state'] = 'answered'): Said => ({
  question: id.split('.')[0]!,
  part: id.includes('.') ? id : null,
  state: value === null && state === 'answered' ? 'blank' : state,
  value,
});
const publicationOf = (answers: readonly Said[]) => publicationBy(choicesIn(answers, rules), rules);

describe('what a choice makes public', () => {
  it('is more than nothing only for explicit values', () => {
    expect(sectionPublications.filter(isPublic)).toEqual(['published', 'scores_only']);
    expect(sectionPublications.map(publicUse)).toEqual(['listed', 'scored', 'none', 'none']);
    for (const word of ['', null, undefined, 'Published', 'public', 'true']) {
      expect(isPublic(asPublication(word))).toBe(false);
    }
    expect(publicUse('anything else' as SectionPublication)).toBe('none');
    // Known codes are unchanged; any other value is a choice that was not made.
    expect(sectionPublications.map(asPublication)).toEqual(sectionPublications);
    expect(['', null, undefined, 'Published'].map(asPublication)).toEqual(Array(4).fill('not_chosen'));
  });

  it('makes the class of an answer stricter where it is nothing', () => {
    expect(sectionPublications.map((choice) => classOf('public', choice))).toEqual([
      'public',
      'public',
      'restricted',
      'restricted',
    ]);
    expect(classOf('confidential', 'not_chosen')).toBe('confidential');
  });
});

describe('an answer', () => {
  it('follows only the choice of its section', () => {
    const chosen = publicationOf([said('P1.N', 'all'), said('P1.M', null)]);
    expect([chosen('N', 'N9'), chosen('M', 'M1'), chosen('O', 'O1')]).toEqual([
      'published',
      'not_chosen',
      'not_chosen',
    ]);
  });

  it.each<[Said]>([
    [said('P1.N', null)],
    [said('P1.N', 'al')],
    [said('P1.N', 'toString')],
    [said('P1.N', 'ALL')],
    [said('P1.N', 1)],
    [said('P1.N', 'all', 'not_released')],
    [said('P1.N', 'all', 'blank')],
    [said('P1', 'all')],
    [said('P1.M', 'all')],
  ])('is not public by %j', (answer) => {
    expect(publicationOf([answer])('N', 'N9')).toBe('not_chosen');
  });

  it.each([
    ['all', 'all', 'published published'],
    ['all', 'nothing', 'not_published published'],
    ['all', null, 'not_chosen published'],
    ['nothing', 'all', 'not_published not_published'],
    ['scores', null, 'not_chosen scores_only'],
  ])('about a need follows the stricter of the choices %s and %s', (section, needs, chosen) => {
    const choice = publicationOf([said('P1.N', section), said('P2', needs)]);
    expect(`${choice('N', 'N1')} ${choice('N', 'N9')}`).toBe(chosen);
  });

  it('that could not be read is no choice, whatever an earlier file had', () => {
    expect(publicationOf([{ ...said('P1.N', 'all'), unread: 'al' }])('N', 'N9')).toBe('not_chosen');
    expect(publicationOf([{ ...said('P1.N', 'all'), unread: null }])('N', 'N9')).toBe('published');
  });

  it('with the code of a missing choice as its value is no choice', () => {
    const odd = { ...rules, choices: { ...rules.choices, null: 'published' as const } };
    const answer = { ...said('P1.N', null), state: 'answered' as const };
    expect(publicationBy(choicesIn([answer], odd), odd)('N', 'N9')).toBe('not_chosen');
  });

  it('to another question is no choice, and an instrument with public answers has no choices', () => {
    const answers = [
      said('P1.N', 'all'),
      said('P1', 'all'),
      said('Q1.N', 'all'),
      said('Q1', 'all'),
      said('P2', 'nothing'),
    ];
    expect([...choicesIn(answers, rules)]).toEqual([
      ['P1.N', 'published'],
      ['P2', 'not_published'],
    ]);
    expect(choicesIn(answers, { by: 'instrument' }).size).toBe(0);
  });

  it('about needs follows its section where the questionnaire has no choice for needs', () => {
    const without: PublicationRules = { ...rules, needs: null };
    expect(publicationBy(choicesIn([said('P1.N', 'all')], without), without)('N', 'N1')).toBe('published');
  });

  it('about the submission itself is as public as the widest section', () => {
    expect(publicationOf([said('P1.N', 'nothing'), said('P1.M', 'scores')])('P', 'P1')).toBe('scores_only');
    expect(publicationOf([said('P1.N', 'nothing'), said('P1.M', null)])('P', 'P1')).toBe('not_chosen');
    expect(publicationOf([said('P1.N', 'nothing')])('P', 'P1')).toBe('not_published');
    expect(publicationOf([said('P2', 'all')])('P', 'P1')).toBe('not_chosen');
    // Its own choice takes precedence; a section that does not follow others has no choice of its own here.
    expect(publicationOf([said('P1.N', 'all'), said('P1.P', 'nothing')])('P', 'P1')).toBe('not_published');
    expect(publicationOf([said('P1.N', 'all')])('O', 'O1')).toBe('not_chosen');
  });

  it('of an instrument that declares all of them public is published', () => {
    expect(publicationBy(new Map(), { by: 'instrument' })('N', 'N1')).toBe('published');
  });
});

describe('a change of choice', () => {
  it('is listed, with those that publish more first', () => {
    const held = new Map<string, SectionPublication>([
      ['P1.M', 'published'],
      ['P1.N', 'not_published'],
    ]);
    const next = choicesIn([said('P1.M', 'nothing'), said('P1.N', 'all'), said('P1.O', 'all')], rules);
    expect(publicationChanges(held, next)).toEqual([
      { subject: 'P1.N', from: 'not_published', to: 'published' },
      { subject: 'P1.M', from: 'published', to: 'not_published' },
    ]);
  });

  it('is not listed where the choice is the same, or where there was none before', () => {
    const held = new Map<string, SectionPublication>([['P1.M', 'published']]);
    const next = choicesIn([said('P1.M', 'all'), said('P1.N', 'all')], rules);
    expect(publicationChanges(held, next)).toEqual([]);
  });

  it('is described by its section or the question about needs', () => {
    expect(describeChange({ subject: 'P1.N', from: 'not_published', to: 'published' })).toBe(
      'N: from not for publication to public',
    );
    expect(describeChange({ subject: 'P2', from: 'not_chosen', to: 'scores_only' })).toBe(
      'P2: from not yet chosen to scores only',
    );
  });

  it('is wider exactly where it publishes more', () => {
    expect(isWider('not_published', 'not_chosen')).toBe(false);
    expect(isWider('not_chosen', 'scores_only')).toBe(true);
    expect(isWider('scores_only', 'published')).toBe(true);
    expect(isWider('published', 'scores_only')).toBe(false);
  });
});

const anyChoice = fc.constantFrom(...sectionPublications);

describe('for all choices', () => {
  it('the stricter of two is never wider than either', () => {
    fc.assert(
      fc.property(anyChoice, anyChoice, (a, b) => {
        const both = stricterPublication(a, b);
        return !isWider(a, both) && !isWider(b, both);
      }),
    );
  });

  it('nothing is public without a valid choice for its section', () => {
    const ids = ['P1.M', 'P1.N', 'P1', 'P2'];
    const answer = fc.record({
      id: fc.constantFrom(...ids),
      state: fc.constantFrom(...answerStates),
      value: fc.oneof(fc.constantFrom('all', 'scores', 'nothing', null), fc.string(), fc.integer()),
    });
    fc.assert(
      fc.property(fc.array(answer), (typed) => {
        const answers = typed.map(({ id, state, value }) => ({ ...said(id, value), state }));
        const explicit = (id: string) =>
          answers.findLast(({ part, question }) => (part ?? question) === id && (part !== null || question === 'P2'));
        const open = (id: string) => {
          const one = explicit(id);
          return one?.state === 'answered' && (one.value === 'all' || one.value === 'scores');
        };
        const chosen = publicationOf(answers);
        for (const section of ['M', 'N']) {
          expect(isPublic(chosen(section, 'X'))).toBe(open(`P1.${section}`));
          expect(isPublic(chosen(section, 'N1'))).toBe(open(`P1.${section}`) && open('P2'));
        }
        expect(isPublic(chosen('O', 'X'))).toBe(false);
      }),
    );
  });

  it('a limit narrows its own choice and no other', () => {
    const choices = new Map<string, SectionPublication>([
      ['a', 'published'],
      ['b', 'published'],
    ]);
    expect([...narrowedBy(choices, new Map([['a', 'scores_only']]))]).toEqual([
      ['a', 'scores_only'],
      ['b', 'published'],
    ]);
  });

  it('a limit never widens a choice', () => {
    fc.assert(
      fc.property(anyChoice, anyChoice, (choice, limit) => {
        const narrowed = narrowedBy(new Map([['s', choice]]), new Map([['s', limit]])).get('s')!;
        return !isWider(choice, narrowed) && !isWider(limit, narrowed);
      }),
    );
    expect(explicitPublications.every((one) => sectionPublications.includes(one))).toBe(true);
  });
});

describe('choices that a country has yet to make', () => {
  const openIn = (choices: readonly Said[], ...questions: string[]) =>
    openChoices(
      questions.map((question) => ({ section: question[0]!, question })),
      choicesIn(choices, rules),
      rules,
    );

  it('are named by the answer that states them: the section, the needs, or both', () => {
    expect(openIn([said('P1.N', null), said('P1.M', 'all')], 'N2', 'N3')).toEqual(['P1.N']);
    expect(openIn([said('P1.N', 'all'), said('P2', null)], 'N1')).toEqual(['P2']);
    expect(openIn([said('P1.N', null), said('P2', 'all')], 'N1')).toEqual(['P1.N']);
    expect(openIn([], 'N1', 'M1')).toEqual(['P1.M', 'P1.N', 'P2']);
  });

  it('do not include those that the country states and a person has yet to confirm', () => {
    expect(openIn([said('P1.N', 'all'), said('P2', 'scores')], 'N1', 'N2', 'P3')).toEqual([]);
  });

  it('name a section without a choice of its own only if there is nothing else to choose', () => {
    expect(openIn([], 'P3', 'N2')).toEqual(['P1.N']);
    expect(openIn([], 'P3')).toEqual(['P']);
  });

  it('are none where every question is published, and sections where the rules are not stored', () => {
    expect(openChoices([{ section: 'N', question: 'N1' }], new Map(), null)).toEqual(['N']);
    expect(openChoices([], new Map(), { by: 'instrument' })).toEqual([]);
  });

  it('are exactly those without which an answer stays uncovered', () => {
    const value = fc.constantFrom(null, 'all', 'scores', 'nothing');
    const question = fc.constantFrom('N1', 'N2', 'M1');
    fc.assert(
      fc.property(value, value, value, fc.uniqueArray(question), (ofN, ofM, ofNeeds, questions) => {
        const made = [said('P1.N', ofN), said('P1.M', ofM), said('P2', ofNeeds)];
        const isUncovered = (answers: readonly Said[]) => (of: string) =>
          publicationOf(answers)(of[0]!, of) === 'not_chosen';
        const uncovered = questions.filter(isUncovered(made));
        const open = openIn(made, ...uncovered);
        expect(open.length > 0).toBe(uncovered.length > 0);
        const after = made.map((one) =>
          open.includes(one.part ?? one.question) ? said(one.part ?? one.question, 'all') : one,
        );
        expect(uncovered.filter(isUncovered(after))).toEqual([]);
        for (const kept of open) {
          const others = after.map((one) => ((one.part ?? one.question) === kept ? said(kept, null) : one));
          expect(uncovered.some(isUncovered(others))).toBe(true);
        }
      }),
    );
  });
});
