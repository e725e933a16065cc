import { describe, expect, it } from 'vitest';
import { csvOf, versionOf, yamlOf } from './declared.ts';

const folder = 'pipelines/framework/cybercrime';
const dimensions = csvOf(`${folder}/dimensions.csv`);
const pillars = csvOf(`${folder}/pillars.csv`);
const indicators = csvOf(`${folder}/indicators.csv`);
const members = csvOf(`${folder}/indicator_questions.csv`);
const areas = csvOf(`${folder}/areas.csv`);
const areaQuestions = csvOf(`${folder}/area_questions.csv`);

describe('the framework of the cybercrime questionnaire', () => {
  it('has three dimensions of 13 pillars, and no index above them', () => {
    expect(dimensions.map(({ dimension }) => dimension)).toEqual(['COMMITMENT', 'CAPACITY', 'SAFEGUARDS']);
    const of = (wanted: string) => pillars.filter(({ dimension }) => dimension === wanted).length;
    expect(['COMMITMENT', 'CAPACITY', 'SAFEGUARDS'].map(of)).toEqual([3, 8, 2]);
  });

  it('gives equal weights to pillars, to the indicators of a pillar, and to the questions of an indicator', () => {
    expect(new Set(pillars.map(({ weight }) => weight))).toEqual(new Set(['1']));
    for (const { use, weight } of indicators) expect(weight).toBe(use === 'scored' ? '1' : '0');
    for (const { pillar } of pillars) {
      expect(indicators.filter((one) => one.pillar === pillar && one.use === 'scored')).not.toEqual([]);
    }
    expect(new Set(members.map(({ weight }) => weight))).toEqual(new Set(['0', '1']));
  });

  it('shows openness of reporting without scoring it', () => {
    expect(indicators.filter(({ use }) => use === 'shown').map(({ indicator }) => indicator)).toEqual(['COM.REP']);
    expect(members.filter(({ indicator, weight }) => indicator === 'COM.REP' && weight !== '0')).toEqual([]);
  });

  it('assigns each question to one indicator, with a weight for scored ones', () => {
    const versions = [versionOf('2024'), versionOf('2026')].flatMap(({ questions }) => questions);
    const scored = new Set(versions.filter(({ scorer }) => scorer !== undefined).map(({ code }) => code));
    expect(new Set(members.map(({ question }) => question)).size).toBe(members.length);
    const weighed = members.filter(({ weight }) => weight !== '0').map(({ question }) => question!);
    expect(weighed.sort()).toEqual([...scored].sort());
    const known = new Set(indicators.map(({ indicator }) => indicator));
    expect(members.filter(({ indicator }) => !known.has(indicator))).toEqual([]);
  });

  it('names the scored part of a question with parts', () => {
    const { questions } = versionOf('2026');
    for (const { question, part } of members) {
      const scorer = questions.find(({ code }) => code === question)?.scorer;
      expect([question, part]).toEqual([question, (typeof scorer === 'object' && scorer.part) || '']);
    }
  });

  it('counts the better of the two worldwide treaties', () => {
    expect(members.filter(({ combine }) => combine !== '').map(({ question }) => question)).toEqual(['B01', 'B07']);
  });

  it('has in each scored indicator a question with public answers', () => {
    const { questions } = versionOf('2026');
    const open = new Set(questions.filter((one) => one.class === 'public' && one.scorer).map(({ code }) => code));
    const without = indicators.filter(
      ({ indicator, use }) =>
        use === 'scored' && !members.some((one) => one.indicator === indicator && open.has(one.question!)),
    );
    expect(without).toEqual([]);
  });

  it('has scored questions in each of the 14 areas', () => {
    const { lists, questions } = versionOf('2026');
    const scored = new Set(questions.filter(({ scorer }) => scorer).map(({ code }) => code));
    expect(areas.map(({ area }) => area)).toEqual(lists.area!.choices);
    for (const { area } of areas) {
      expect(areaQuestions.filter((one) => one.area === area && scored.has(one.question!)).length).toBeGreaterThan(1);
    }
    const asked = new Set(members.filter(({ weight }) => weight !== '0').map(({ question }) => question));
    expect(areaQuestions.filter(({ question }) => !asked.has(question))).toEqual([]);
  });

  it('flags powers ahead of safeguards from 75 and below 50', () => {
    expect(csvOf(`${folder}/flags.csv`)).toEqual([
      {
        flag: 'powers_ahead_of_safeguards',
        indicator: 'CAP.PRO',
        at_least: '75',
        beside: 'CAP.SAF',
        under: '50',
      },
    ]);
  });

  it('compares 2026 with 2024, with a target of 75 by 2030', () => {
    const cycles = yamlOf<Record<string, { baseline: string | null; target: number; target_year: number }>>(
      `${folder}/cycles.yaml`,
    );
    expect(cycles['2026']).toMatchObject({ baseline: '2024', target: 75, target_year: 2030 });
    expect(cycles['2024']).toMatchObject({ baseline: null });
  });

  it.each(['en', 'fr'])(
    'has a label and a sentence in %s for each dimension, pillar, indicator and flag',
    (language) => {
      type Expected = Record<string, { label: string; says: string }>;
      const texts = yamlOf<{ dimensions: Expected; pillars: Expected; indicators: Expected; flags: Expected }>(
        `${folder}/texts/${language}.yaml`,
      );
      expect(Object.keys(texts.dimensions)).toEqual(dimensions.map(({ dimension }) => dimension));
      expect(Object.keys(texts.pillars)).toEqual(pillars.map(({ pillar }) => pillar));
      expect(Object.keys(texts.indicators)).toEqual(indicators.map(({ indicator }) => indicator));
      expect(Object.keys(texts.flags)).toEqual(['powers_ahead_of_safeguards']);
      const reported = [texts.dimensions, texts.pillars, texts.indicators, texts.flags].flatMap((one) =>
        Object.values(one),
      );
      expect(reported.filter(({ label, says }) => !label || !says.endsWith('.'))).toEqual([]);
    },
  );
});
