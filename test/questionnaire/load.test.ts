import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  cellsOfInstrument,
  cycleOf,
  findCycleInstrument,
  label,
  loadInstrument,
  loadInstruments,
} from '../../src/questionnaire/index.ts';
import { checkEdited, contentRoot, small } from './small.ts';

describe('an instrument', () => {
  it('has its sections, questions, choice lists and languages, in the order of the file', () => {
    const instrument = small();
    expect([instrument.id, instrument.version, instrument.languages]).toEqual(['preparedness', '2', ['en', 'fr']]);
    expect([...instrument.questions.keys()].join(' ')).toBe('P01 P02 P03 P04 P05 S01 S02 S03 S04 S05 S06');
    expect(instrument.lists.get('yn')).toMatchObject({
      scored: true,
      numbered: false,
      choices: [
        { name: 'yes', score: 100 },
        { name: 'no', score: 0 },
        { name: 'not_yet_asked', score: null },
      ],
    });
    expect(instrument.lists.get('country')).toMatchObject({ openEnded: true, source: 'countries', choices: [] });
  });

  it('has a cell for each answer: of a question, part, row or part of an occurrence', () => {
    expect([...cellsOfInstrument(small()).keys()].join(' ')).toBe(
      'P01 P02 P03.by P03.approved P03.status P04.S P05 S01.masks S01.tests S01.beds ' +
        'S02.masks S02.tests S02.beds S03 S04.1.giver S04.1.amount S04.2.giver S04.2.amount S05 S06',
    );
  });

  it('states the accepted values of each cell', () => {
    const instrument = small();
    const [gift, amount] = cellsOf(instrument, instrument.questions.get('S04')!);
    expect(amount).toMatchObject({ part: 'S04.1.amount', name: 'amount', occurrence: 1, type: 'decimal' });
    expect(amount!.limits).toEqual({ min: 0, max: null, longest: null });
    expect(gift!.list).toBeNull();
    const row = cellsOf(instrument, instrument.questions.get('S02')!)[2]!;
    expect([row.id, row.name, row.occurrence, row.type, row.list?.name]).toEqual([
      ...['S02.beds', 'beds', null, 'select_multiple', 'way'],
    ]);
  });

  it('has a hash that changes with any of its files', () => {
    const { filesHash: hash } = small();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(small().filesHash).toBe(hash);
    const corrected = checkEdited({ file: 'texts/fr.yaml', find: 'Autre chose', to: 'Autres choses' });
    expect(corrected.instrument!.filesHash).not.toBe(hash);
  });

  it('can be sent to another process unchanged', () => {
    const instrument = small();
    expect(structuredClone(instrument)).toEqual(instrument);
  });

  it('is found by its cycle, or by the version alone while that is unique', () => {
    const instruments = loadInstruments(contentRoot);
    expect(instruments.map(cycleOf)).toEqual(['preparedness-1', 'preparedness-2']);
    expect(findCycleInstrument(instruments, 'preparedness-2').version).toBe('2');
    expect(findCycleInstrument(instruments, '1').version).toBe('1');
    expect(() => findCycleInstrument(instruments, '3')).toThrow('No questionnaire belongs to a cycle "3"');
    const twins = [instruments[1]!, { ...instruments[1]!, id: 'resilience' }];
    expect(() => findCycleInstrument(twins, '2')).toThrow('more than one cycle: preparedness-2, resilience-2');
  });

  it.each([
    ['preparedness', '3'],
    ['preparedness', '../preparedness/2'],
    ['..', 'x'],
  ])('that does not exist is reported with the existing ones: %s %s', (id, version) => {
    expect(() => loadInstrument(contentRoot, id, version)).toThrow(`There is no questionnaire "${id}"`);
    expect(() => loadInstrument(contentRoot, id, version)).toThrow(
      expect.objectContaining({ code: 'instrument_unknown', fix: 'Available: preparedness 1, preparedness 2.' }),
    );
  });
});

describe('a label', () => {
  it('is in the requested language', () => {
    const instrument = small();
    expect(label(instrument, 'fr', 'question', 'P01')).toBe('Un plan existe');
    expect(label(instrument, 'fr', 'choice', 'stage', '3')).toBe('en vigueur et exercé');
    expect(label(instrument, 'fr', 'part', 'S04.2.amount')).toBe('Montant');
    expect(label(instrument, 'fr', 'part', 'S01.beds')).toBe('lits');
    expect(label(instrument, 'fr', 'part', 'P04.S')).toBe('Stocks');
    expect(label(instrument, 'fr', 'answered_by', 'S')).toBe('hôpitaux');
    expect(label(instrument, 'fr', 'evidence', 'document')).toBe('le document');
    expect(label(instrument, 'fr', 'title')).toBe('Préparation');
  });

  it('falls back to the working language with a mark, except for sheet names', () => {
    const { instrument } = checkEdited(
      { file: 'texts/fr.yaml', find: 'P01: { label: Un plan existe, help', to: 'P01: { help' },
      { file: 'texts/fr.yaml', find: 'sheet: P Planification, ', to: '' },
    );
    expect(label(instrument!, 'fr', 'question', 'P01')).toBe('[en] A plan exists');
    expect(label(instrument!, 'fr', 'sheet', 'P')).toBe('P Planning');
    expect(label(instrument!, 'sv', 'choice', 'pub', 'open')).toBe('[en] may be shown');
  });

  it('without a text in any language is the id, and a missing help is empty', () => {
    expect(label(small(), 'fr', 'choice', 'country', 'XAA')).toBe('XAA');
    expect(label(small(), 'fr', 'choice', 'stage', 'constructor')).toBe('constructor');
    expect(label(small(), 'fr', 'help', 'P02')).toBe('');
  });
});
