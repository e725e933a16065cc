import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemaFaults } from '../../src/content/index.ts';
import { martDeclarations } from '../../src/pipeline/index.ts';
import { root } from '../pipeline/models.ts';

const schema = JSON.parse(readFileSync(join(root, 'pipelines/model.schema.json'), 'utf8'));
const fits = new Ajv({ allErrors: true, allowUnionTypes: true }).addVocabulary(['patternErrorMessage']).compile(schema);
const declared = [...martDeclarations(root).values()].map(
  (file) => parse(readFileSync(join(root, file), 'utf8')) as Record<string, unknown>,
);

/**
 * Positions of the faults that ajv reports. Below a `oneOf` ajv reports the faults of every branch, and it reports a
 * faulty key twice.
 */
const byAjv = (value: unknown): Set<string> => {
  fits(value);
  const errors = (fits.errors ?? []).filter(
    ({ schemaPath, propertyName }) => !schemaPath.includes('/oneOf/') && propertyName === undefined,
  );
  return new Set(
    errors.map(({ instancePath, keyword }) => `${instancePath} ${keyword === 'propertyNames' ? '' : keyword}`),
  );
};
const places = (found: Iterable<string>) => new Set([...found].map((one) => one.split(' ')[0]));

const odd = fc.oneof(
  fc.constantFrom(null, '', 'x', 0, true, [], {}, ['not_null'], [{ in: 'no table' }], [{ between: [1] }], {
    'Not a name': {},
  }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A value with one of its nodes replaced, removed or added. */
const mutated = fc
  .tuple(
    fc.constantFrom(...declared),
    fc.array(fc.nat(), { maxLength: 5 }),
    odd,
    fc.constantFrom('replace', 'remove', 'add'),
  )
  .map(([value, way, news, what]) => {
    const copy = structuredClone(value);
    let within: Record<string, unknown> = copy;
    for (const step of way) {
      const keys = Object.keys(within).filter((key) => typeof within[key] === 'object' && within[key] !== null);
      if (keys.length === 0) break;
      within = within[keys[step % keys.length]!] as Record<string, unknown>;
    }
    const keys = Object.keys(within);
    const key = keys[(way[0] ?? 0) % Math.max(1, keys.length)] ?? 'title';
    if (what === 'remove' && !Array.isArray(within)) delete within[key];
    else if (what === 'add' && !Array.isArray(within)) within.unforeseen = news;
    else within[key] = news;
    return copy;
  });

describe('validation of a declaration against its schema', () => {
  it('agrees with ajv that every declaration of the product is valid', () => {
    expect(declared.length).toBeGreaterThan(20);
    for (const value of declared) expect([schemaFaults(schema, value), fits(value)]).toEqual([[], true]);
  });

  it('agrees with ajv on validity and on the position of faults, for any declaration', () => {
    fc.assert(
      fc.property(mutated, (value) => {
        const ours = schemaFaults(schema, value);
        expect(ours.length === 0).toBe(fits(value));
        expect(
          places(
            ours.map(({ path }) =>
              [...path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`), ' '].join(''),
            ),
          ),
        ).toEqual(places(byAjv(value)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses a schema with an unknown keyword', () => {
    expect(() => schemaFaults({ multipleOf: 2 }, 3)).toThrow('multipleOf');
    expect(() => schemaFaults({ toString: 2 }, 3)).toThrow('toString');
  });
});
