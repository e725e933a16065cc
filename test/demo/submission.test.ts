import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawSubmission, loadHints } from '../../src/demo/index.ts';
import { cellsOfInstrument, loadInstrument } from '../../src/questionnaire/index.ts';

const root = resolve(import.meta.dirname, '../..');
const instrument = loadInstrument(root, 'cybercrime', '2026');
const hints = loadHints(root, 'cybercrime')!;
const states = Array.from({ length: 40 }, (_, at) => ({
  code: `X${String.fromCharCode(65 + (at % 26))}${at < 26 ? 'A' : 'B'}`,
  region: `r${at % 5}`,
  groups: [],
}));
const draw = (at: number, cycle = 1) =>
  drawSubmission({ instrument, hints, state: states[at]!, cycle, refersTo: '2026-03-01', prefills: [] });

describe('a fictional State', () => {
  it('gives the same answers whenever it is drawn', () => {
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it('answers cells that the questionnaire has, most of them', () => {
    const cells = cellsOfInstrument(instrument);
    const reporting = states.map((_, at) => draw(at)).filter(({ reports }) => reports);
    expect(reporting.length).toBeGreaterThan(30);
    expect(reporting.length).toBeLessThan(40);
    for (const { answers } of reporting) {
      const unknown = answers.filter(({ id }) => !cells.has(id) && !instrument.questions.has(id));
      expect(unknown).toEqual([]);
      expect(new Set(answers.map(({ id }) => id.split('.')[0])).size).toBeGreaterThan(90);
    }
  });

  it('says illustrative in each text that it writes', () => {
    const texts = states
      .flatMap((_, at) => draw(at).answers)
      .flatMap(({ id, value, reason, comment, note }) =>
        (cellsOfInstrument(instrument).get(id)?.type === 'text' ? [value] : []).concat([reason, comment, note]),
      )
      .filter((text) => typeof text === 'string');
    expect(texts.length).toBeGreaterThan(400);
    expect(texts.filter((text) => !/illustrati|example\.org/i.test(String(text)))).toEqual([]);
  });

  it('leaves gaps of every kind and slips now and then', () => {
    const all = states.flatMap((_, at) => draw(at).answers);
    for (const state of ['not_known', 'not_released', 'not_applicable']) {
      expect(all.filter((answer) => answer.state === state).length, state).toBeGreaterThan(15);
    }
    expect(all.filter(({ typed }) => typed !== undefined).length).toBeGreaterThan(5);
  });

  it('gains from one cycle to the next more often than it loses', () => {
    const levels = (cycle: number) =>
      states.map((_, at) => {
        const values = draw(at, cycle).answers.flatMap(({ id, value }) =>
          cellsOfInstrument(instrument).get(id)?.list?.scored && typeof value === 'number' ? [value] : [],
        );
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      });
    const [before, after] = [levels(0), levels(1)];
    const gains = after.filter((level, at) => level > before[at]!).length;
    expect(gains).toBeGreaterThan(22);
    expect(gains).toBeLessThan(38);
  });
});
