import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meantAddresses, relativeAddress } from '../../../src/http/server/canonical.ts';

describe('an address that differs by a sign', () => {
  it.each([
    ['/en/world/', '/en/world'],
    ['//en//world', '/en/world'],
    ['/EN/world', '/en/world'],
    ['/en/country/xaa', '/en/country/XAA'],
    ['/EN/Country/XAA/', '/en/country/XAA'],
    ['/en/preparedness/country/xaa', '/en/preparedness/country/XAA'],
    ['/data/r-1', '/data/r-1/'],
    ['/en/country/XAA.', '/en/country/XAA'],
    ['/en/needs),', '/en/needs'],
    ['/fr/needs%C2%A0%C2%BB', '/fr/needs'],
    ['/en/needs%20', '/en/needs'],
    ['/zh/needs%E3%80%82', '/zh/needs'],
    ['/en/figure/xaa/cap.sub.', '/en/figure/XAA/CAP.SUB'],
    ['/en-GB/world', '/en/world'],
    ['/zh_Hans', '/zh'],
  ])('%s may mean %s', (from, to) => {
    expect(meantAddresses(from)).toContain(to);
  });

  it('only ever redirects to an address of this site below the same path', () => {
    const part = fc.stringMatching(/^[A-Za-z.%2Ee,_\\-]{0,8}$/);
    const path = fc
      .array(part, { minLength: 1, maxLength: 6 })
      .map((parts) => new URL(`http://x/${parts.join('/')}`).pathname);
    fc.assert(
      fc.property(path, fc.constantFrom('', '/below/it'), (asked, below) => {
        for (const meant of meantAddresses(asked)) {
          const to = new URL(relativeAddress(asked, meant), `http://site.example${below}${asked}`);
          expect(to.origin).toBe('http://site.example');
          expect(to.pathname).toBe(new URL(`http://site.example${below}${meant}`).pathname);
        }
      }),
    );
  });
});
