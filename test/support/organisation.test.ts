import { describe, expect, it } from 'vitest';
import { openRegister } from '../../src/support/index.ts';
import { projectRoot } from '../release/content.ts';

const register = () => openRegister(projectRoot, ['illustrative', 'real']);

describe('an organisation', () => {
  it.each([
    ['Council of Europe', 'council-of-europe'],
    ['Conseil de l’Europe', 'council-of-europe'],
    ["CONSEIL DE L'EUROPE", 'council-of-europe'],
    ['European Union (ENI, 90 %)', 'european-union'],
    ['UNODC', 'united-nations-office-on-drugs-and-crime'],
    ['Japan', 'state-jpn'],
    ['Japon', 'state-jpn'],
    ['Korea (Ministry of Strategy and Finance, Korea-World Bank Partnership Facility)', 'state-kor'],
    ['Fondation Lanterne (illustratif)', 'lantern-foundation'],
  ])('has one code in every language and spelling: %s', (name, code) => {
    expect(register().resolve(name)).toBe(code);
  });

  it('is recognised by its identifier, with any name', () => {
    expect(register().resolve('DG INTPA', 'xi-iati-ec_intpa')).toBe('european-union');
  });

  it('that is not listed gets its own code, the same each time', () => {
    const one = register();
    const code = one.resolve('A Fund for Courts');
    expect(code).toBe('x-a-fund-for-courts');
    expect(one.resolve('a fund for courts')).toBe(code);
    expect(one.get(code)?.isListed).toBe(false);
  });

  it('has a code also where its name has no Latin letter, and a different one for another name', () => {
    const [one, two] = ['基金会', '银行'].map((name) => register().resolve(name));
    expect(one).toMatch(/^x-[0-9a-f]{8}$/);
    expect(two).not.toBe(one);
  });

  it('is recognised by an identifier that a source gave with an unknown name', () => {
    const one = register();
    expect(one.resolve('Fonds pour les tribunaux', 'ZZ-REG-77')).toBe('x-fonds-pour-les-tribunaux');
    expect(one.resolve('Court Fund', 'zz-reg-77')).toBe('x-fonds-pour-les-tribunaux');
  });
});
