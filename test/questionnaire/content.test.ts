import { describe, expect, it } from 'vitest';
import { csvOf, type DeclaredQuestion, versionOf, yamlOf } from './declared.ts';

const current = versionOf('2026');
const earlier = versionOf('2024');
const codes = (questions: DeclaredQuestion[]) => questions.map(({ code }) => code);
const scored = (questions: DeclaredQuestion[]) => questions.filter(({ scorer }) => scorer !== undefined);
const count = (wanted: (question: DeclaredQuestion) => unknown) => current.questions.filter(wanted).length;

describe('the cybercrime questionnaire of 2026', () => {
  it('has 132 questions in 12 sections, 101 of them core, 36 of them prefilled', () => {
    expect(current.sections.map(({ questions }) => questions.length)).toEqual([
      7, 13, 12, 15, 16, 9, 8, 16, 9, 7, 7, 13,
    ]);
    expect(new Set(codes(current.questions)).size).toBe(132);
    expect([count(({ core }) => core), count(({ prefill }) => prefill)]).toEqual([101, 36]);
  });

  it('restricts 18 answers to the secretariat and donors, and the names of people to the secretariat', () => {
    const of = (wanted: string) => codes(current.questions.filter((question) => question.class === wanted));
    expect(of('confidential')).toEqual(['A03', 'A07']);
    expect(of('restricted')).toHaveLength(18);
    expect(of('public')).toHaveLength(112);
  });

  it('has a question for each of the eighteen areas of the conference', () => {
    const points = Array.from({ length: 18 }, (_, at) => `S${String(at + 1).padStart(2, '0')}`);
    expect([...new Set(current.questions.flatMap(({ seeds }) => seeds))].sort()).toEqual(points);
  });

  it('never scores consent and personal data, amounts, dates, texts, groups of numbers, grids or repeats', () => {
    const never = ['A03', 'A06', 'A07', 'L07', 'B02', 'B03', 'B04', 'B05', 'B06', 'L01', 'E04', 'K03', 'L03', 'L08'];
    expect(codes(scored(current.questions)).filter((code) => never.includes(code))).toEqual([]);
    expect(scored(current.questions)).toHaveLength(96);
  });

  it('scores exactly two numbers, by goalposts', () => {
    const numbers = current.questions.filter(({ type, scorer }) => type === 'integer' && scorer !== undefined);
    expect(numbers.map(({ code, scorer }) => [code, scorer])).toEqual([
      ['B12', { goalposts: { low: 0, high: 4 } }],
      ['F07', { goalposts: { low: 12, high: 0 } }],
    ]);
  });

  it('does not count preservation among the powers', () => {
    const { scorer } = current.questions.find(({ code }) => code === 'D09')!;
    expect(scorer).toEqual({
      share: ['production_order', 'search_and_seizure', 'real_time_traffic_data', 'content_interception'],
    });
  });
});

describe.each([current, earlier])('$folder', ({ folder, questions, lists, sections }) => {
  it('declares for every dependent question how it counts while hidden: a scored one with its lowest level', () => {
    const dependent = questions.filter(({ relevance }) => relevance !== undefined);
    expect(dependent.map(({ code, when_hidden, scorer }) => [code, when_hidden, scorer !== undefined])).toEqual([
      ['B08', 'leave', false],
      ['B11', 'zero', true],
      ['E02', 'zero', true],
      ['E03', 'zero', true],
      ['E04', 'leave', false],
      ['E05', 'zero', true],
      ['F02', 'leave', false],
      ['F06', 'zero', true],
      ['F07', 'zero', true],
      ['L04', 'leave', false],
      ['L05', 'leave', false],
    ]);
  });

  it('scores choices by a list with scores, and shares by choices of the list', () => {
    const faults = scored(questions).filter(({ list, parts, scorer }) => {
      if (scorer === 'choice') return lists[list!]?.scores === undefined;
      if (scorer?.share) return !scorer.share.every((name) => lists[list!]?.choices?.includes(name));
      if (scorer?.part) return lists[parts!.find(({ name }) => name === scorer.part)!.list!]?.scores === undefined;
      return scorer?.goalposts === undefined;
    });
    expect(codes(faults)).toEqual([]);
  });

  it('gives each choice of a scored list a score from 0 to 100, or none', () => {
    for (const { scores, choices } of Object.values(lists).filter((list) => list.scores)) {
      expect(scores).toHaveLength(choices!.length);
      expect(scores!.every((score) => score === null || (score >= 0 && score <= 100))).toBe(true);
    }
  });

  it.each(['en', 'fr'])('has every text in %s, and no unused one', (language) => {
    type Texts = {
      sections: Record<string, { sheet: string }>;
      questions: Record<string, { label: string; parts?: Record<string, string> }>;
      choices: Record<string, Record<string, string>>;
      evidence: Record<string, string>;
    };
    const texts = yamlOf<Texts>(`${folder}/texts/${language}.yaml`);
    expect(Object.keys(texts.questions)).toEqual(codes(questions));
    for (const { code, parts } of questions) {
      expect(texts.questions[code]!.label).not.toBe('');
      expect(Object.keys(texts.questions[code]!.parts ?? {})).toEqual((parts ?? []).map(({ name }) => name));
    }
    const named = Object.entries(lists).filter(([, list]) => list.choices);
    expect(Object.keys(texts.choices).sort()).toEqual(named.map(([name]) => name).sort());
    for (const [name, { choices }] of named) {
      expect(Object.keys(texts.choices[name]!).sort()).toEqual(choices!.map(String).sort());
      expect(new Set(Object.values(texts.choices[name]!)).size).toBe(choices!.length);
    }
    const sheets = sections.map(({ code }) => texts.sections[code]!.sheet);
    expect(sheets.filter((sheet) => sheet.length > 31 || /[[\]:*?/\\']/.test(sheet))).toEqual([]);
    const wanted = new Set(questions.flatMap(({ evidence }) => evidence ?? []));
    expect([...wanted].filter((evidence) => !texts.evidence[evidence])).toEqual([]);
  });

  it.each(['en', 'fr', 'es', 'ru', 'zh', 'ar'])(
    'starts in %s each question about an offence or measure with its title in the treaties',
    (language) => {
      const texts = yamlOf<{ questions: Record<string, { label: string }> }>(`${folder}/texts/${language}.yaml`);
      const aboutOne = questions.filter(({ section, code }) => 'CDEIJ'.includes(section) && code !== 'I09');
      expect(aboutOne.length).toBeGreaterThan(50);
      expect(codes(aboutOne).filter((code) => !/^[^:：]{2,100}[:：]/.test(texts.questions[code]!.label))).toEqual([]);
    },
  );

  it('marks the texts of every language but English and French as not yet reviewed', () => {
    const marked = ['en', 'fr', 'es', 'ru', 'zh', 'ar'].filter(
      (language) => !yamlOf<{ reviewed: boolean }>(`${folder}/texts/${language}.yaml`).reviewed,
    );
    expect(marked).toEqual(['es', 'ru', 'zh', 'ar']);
  });
});

describe('the crosswalk from 2024 to 2026', () => {
  const lines = csvOf(`${current.folder}/crosswalk.csv`);
  const by = (relation: string) => lines.filter((line) => line.relation === relation);

  it('states once for each question of 2026 where it comes from, and for each of 2024 what became of it', () => {
    expect(lines.flatMap(({ question }) => question || []).sort()).toEqual(codes(current.questions).sort());
    expect(lines.flatMap(({ from_question }) => from_question || []).sort()).toEqual(codes(earlier.questions).sort());
  });

  it('differs in a dozen questions', () => {
    expect(by('new').map(({ question }) => question)).toEqual(['B07', 'E15', 'E16']);
    expect(by('dropped').map(({ from_question }) => from_question)).toEqual(['B14', 'K08']);
    expect(by('changed').map((line) => [line.from_question, line.question])).toEqual([
      ['E17', 'E09'],
      ['G09', 'G01'],
      ['J08', 'J05'],
    ]);
    expect(by('recoded').map(({ question }) => question)).toEqual(['E05', 'H04', 'H15', 'K02']);
  });

  it('reuses no identifier of 2024 with another meaning', () => {
    expect(by('same').filter((line) => line.question !== line.from_question)).toEqual([]);
    const given = by('changed').flatMap(({ from_question }) => from_question!);
    expect(given.filter((code) => codes(current.questions).includes(code))).toEqual([]);
  });

  it('maps every choice of 2024 to one of 2026', () => {
    for (const { question, recode } of by('recoded')) {
      const choices = ({ questions, lists }: typeof current) =>
        lists[questions.find(({ code }) => code === question)!.list!]!.choices;
      const pairs = recode!.split('|').map((pair) => pair.split('='));
      expect(pairs.map(([from]) => from)).toEqual(choices(earlier));
      expect(pairs.filter(([, to]) => !choices(current)!.includes(to!))).toEqual([]);
    }
  });
});
