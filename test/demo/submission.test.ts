import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawSubmission, fateOf, loadHints } from '../../src/demo/index.ts';
import { cellsOfInstrument, loadInstrument } from '../../src/questionnaire/index.ts';

const root = resolve(import.meta.dirname, '../..');
const instrument = loadInstrument(root, 'cybercrime', '2026');
const hints = loadHints(root, 'cybercrime')!;
const states = Array.from({ length: 40 }, (_, at) => ({
  code: `X${String.fromCharCode(65 + (at % 26))}${at < 26 ? 'A' : 'C'}`,
  region: `r${at % 5}`,
  groups: [],
}));
const fate = (code: string, cycle = 1) => fateOf({ hints, state: { code }, cycle, languages: instrument.languages });
const draw = (at: number, cycle = 1, careless = false) => {
  const state = states[at]!;
  const { language } = fate(state.code, cycle);
  const more = { language, refersTo: '2026-03-01', prefills: [], careless };
  return drawSubmission({ instrument, hints, state, cycle, ...more });
};

describe('a fictional State', () => {
  it('has the same answers whenever they are generated', () => {
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it('answers most cells of the questionnaire, and no others', () => {
    const cells = cellsOfInstrument(instrument);
    for (const at of states.keys()) {
      const answers = draw(at);
      const unknown = answers.filter(({ id }) => !cells.has(id) && !instrument.questions.has(id));
      expect(unknown).toEqual([]);
      expect(new Set(answers.map(({ id }) => id.split('.')[0])).size).toBeGreaterThan(90);
    }
  });

  it('has "illustrative" in each of its texts', () => {
    const texts = states
      .flatMap((_, at) => draw(at))
      .flatMap(({ id, value, reason, comment, note, evidence }) =>
        (cellsOfInstrument(instrument).get(id)?.type === 'text' ? [value] : []).concat([
          reason,
          comment,
          note,
          evidence,
        ]),
      )
      .filter((text) => typeof text === 'string');
    expect(texts.length).toBeGreaterThan(400);
    const reasons = new Set([...instrument.texts.values()].flatMap((one) => Object.values(one.reasons)));
    const own = texts.filter((text) => !reasons.has(String(text)));
    expect(own.filter((text) => !/illustrati|example\.org/i.test(String(text)))).toEqual([]);
  });

  it('has missing answers of every kind', () => {
    const all = states.flatMap((_, at) => draw(at));
    for (const state of ['not_known', 'not_released', 'not_applicable']) {
      expect(all.filter((answer) => answer.state === state).length, state).toBeGreaterThan(15);
    }
  });

  it('makes a few mistakes where it is declared careless, and none otherwise', () => {
    for (const at of [0, 1, 2]) {
      const [clean, careless] = [draw(at), draw(at, 1, true)];
      const slips = careless.filter((answer, place) => answer !== clean[place] && answer.value !== undefined);
      const differing = careless.filter((answer, place) => JSON.stringify(answer) !== JSON.stringify(clean[place]));
      expect(slips.length).toBeGreaterThan(0);
      expect(differing.length).toBeGreaterThanOrEqual(2);
      expect(differing.length).toBeLessThanOrEqual(5);
    }
  });

  it('improves from one cycle to the next more often than it declines', () => {
    const levels = (cycle: number) =>
      states.map((_, at) => {
        const values = draw(at, cycle).flatMap(({ id, value }) =>
          cellsOfInstrument(instrument).get(id)?.list?.scored && typeof value === 'number' ? [value] : [],
        );
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      });
    const [before, after] = [levels(0), levels(1)];
    const gains = after.filter((level, at) => level > before[at]!).length;
    expect(gains).toBeGreaterThan(22);
    expect(gains).toBeLessThan(38);
  });

  it('gives the answers that the content prescribes, in a submission that is accepted without changes', () => {
    const [code, sure] = Object.entries(hints.sure)[0]!;
    const state = { code, region: 'r1', groups: [] };
    const { language, ...rest } = fate(code);
    expect(rest).toMatchObject({ reports: true, careless: false, end: 'accepted' });
    const more = { language, refersTo: '2026-03-01', prefills: [], careless: false };
    const answers = drawSubmission({ instrument, hints, state, cycle: 1, ...more });
    for (const [id, value] of Object.entries(sure))
      expect(answers).toContainEqual(expect.objectContaining({ id, value }));
  });
});

describe('the outcomes of States', () => {
  const fates = (cycle: number) => Array.from({ length: 200 }, (_, at) => fate(`S${at}`, cycle));

  it('let all but a few report, and leave submissions awaiting review only in the last cycle', () => {
    const [first, last] = [fates(0), fates(1)];
    for (const of of [first, last]) {
      const silent = of.filter(({ reports }) => !reports).length / of.length;
      expect(silent).toBeGreaterThan(0.02);
      expect(silent).toBeLessThan(0.22);
      expect(of.filter(({ end }) => end === 'corrected').length).toBeGreaterThan(5);
    }
    const open = (of: typeof first) => of.filter(({ end }) => end === 'waiting' || end === 'returned').length;
    expect(open(first)).toBe(0);
    expect(open(last)).toBeGreaterThan(10);
    expect(new Set(last.map(({ end }) => end)).size).toBe(4);
  });

  it('are in chronological order, within the cycle', () => {
    const { opens } = hints.cycles[1]!;
    for (const { receivedOn, decidedOn, correctedOn } of fates(1)) {
      expect([opens, receivedOn, decidedOn, correctedOn].toSorted()).toEqual([
        opens,
        receivedOn,
        decidedOn,
        correctedOn,
      ]);
    }
  });
});
