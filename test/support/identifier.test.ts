import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from '../../src/support/index.ts';

describe('an identifier of an activity', () => {
  it.each([
    ['XI-IATI-EC_INTPA-2017/040-386', 'XI-IATI-EC_INTPA-2017/040-386'],
    [' xi-iati-ec_intpa-2017/040-386\n', 'XI-IATI-EC_INTPA-2017/040-386'],
    ['GFCE GI-07', 'GFCEGI-07'],
  ])('is normalised to upper case without spaces: %s', (text, identifier) => {
    expect(normaliseIdentifier(text)).toBe(identifier);
  });

  it.each(['', 'n/a', 'none', 'not known', '12345678', 'A1'])(
    'does not exist in a text that identifies nothing: %s',
    (text) => {
      expect(normaliseIdentifier(text)).toBeNull();
    },
  );
});
