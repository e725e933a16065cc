import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseEncoding, hasAlready } from '../../../src/http/server/negotiate.ts';

describe('the encoding of a response', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['BR;Q=0, GZIP', 'gzip'],
    ['br ; q=0.000, gzip ; q=0.5', 'gzip'],
    ['gzip;q=1.0, br;q=0.8', 'gzip'],
    ['gzip;q=0.8, br', 'br'],
    ['*', 'br'],
    ['*;q=0.5, br;q=0', 'gzip'],
    ['gzip;q=0, *;q=0', null],
    ['identity', 'identity'],
    ['identity;q=1, br;q=0.5', 'identity'],
    ['identity;q=0, gzip', 'gzip'],
    ['identity;q=0', null],
    ['identity;q=0, br;q=0, gzip;q=0', null],
    ['deflate', 'identity'],
    ['x-gzip', 'gzip'],
    ['brotli', 'identity'],
    ['br;q=x, gzip', 'gzip'],
  ] as const)('for %j is %s', (header, encoding) => {
    expect(chooseEncoding(header)).toBe(encoding);
  });

  it('is never one that the client refuses, for any other preferences', () => {
    const weight = fc.constantFrom('', ';q=1', ';q=0.3', ';q=0', '; q=0.0');
    const parts = fc.array(fc.tuple(fc.constantFrom('gzip', 'deflate', 'zstd', '*'), weight), { maxLength: 4 });
    fc.assert(
      fc.property(parts, fc.constantFrom('br;q=0', 'br; q=0.00'), (others, refused) => {
        expect(chooseEncoding([refused, ...others.map((part) => part.join(''))].join(', '))).not.toBe('br');
      }),
    );
  });
});

describe('If-None-Match', () => {
  it.each(['"a"', 'W/"a"', '*', ' * ', '"x", "a"', '"x","y", W/"a"', '"with, comma", "a"'])('%s matches', (header) => {
    expect(hasAlready(header, '"a"')).toBe(true);
  });

  it.each([undefined, '', '"b"', 'a', '"a', '"xa"', '"x, a"'])('%s does not match', (header) => {
    expect(hasAlready(header, '"a"')).toBe(false);
  });
});
