import { describe, expect, it } from 'vitest';
import { loadTreatyAnswers } from '../../../src/questionnaire/index.ts';
import { loadKnownTreatyFacts } from '../../../src/reference/index.ts';
import { knownPrefills, shortSource } from '../../../src/workbook/index.ts';
import { root } from '../../house/source.ts';
import { instrument } from '../a-workbook.ts';

const known = (country: string) =>
  knownPrefills(instrument, country, {
    facts: loadKnownTreatyFacts(root, 'real'),
    choices: loadTreatyAnswers(root, instrument.id).prefill,
    on: '2026-02-01',
    listSource: 'list',
  });

describe('the prefill of a country without a data folder', () => {
  it('has the country, and its treaties with source and date', () => {
    expect(known('GEO').find(({ id }) => id === 'A01')).toMatchObject({ value: 'GEO', source: 'list' });
    expect(known('GEO').find(({ id }) => id === 'B01')).toEqual({
      id: 'B01',
      value: 'in_force',
      source: 'coe.int Chart of signatures and ratifications of Treaty 185',
      date: '2024-07-01',
      confirmed: true,
    });
  });

  it('needs confirmation where the source is general knowledge', () => {
    expect(known('GEO').find(({ id }) => id === 'B06')).toMatchObject({ confirmed: false });
  });

  it('does not take a missing row for a no', () => {
    expect(known('USA').some(({ value }) => value === 'none')).toBe(false);
  });

  it('names a source without the page address', () => {
    expect(shortSource('Netherlands treaty database (Verdragenbank), stored page en/1')).toBe(
      'Netherlands treaty database',
    );
  });
});
