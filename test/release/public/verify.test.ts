import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CycleRules } from '../../../src/domain/index.ts';
import { canonicalRules, loadCycleRules, rulesHash } from '../../../src/questionnaire/index.ts';
import { sha256 } from '../../../src/release/files/manifest.ts';
import {
  buildRelease,
  compareReleases,
  type Release,
  type ReleaseInputs,
  verifyRelease,
} from '../../../src/release/index.ts';
import { smallContent } from '../content.ts';
import { buildFew } from '../few-tables.ts';
import { frozenCycle, inputsOf, type Typed } from '../frozen.ts';
import { asBuiltEarlier } from '../moved.ts';
import { full } from '../world.ts';

const { root, remove } = smallContent();
const build = (answers: Typed) =>
  buildRelease({
    contentRoot: root,
    inputs: inputsOf(root, [frozenCycle(root, 'preparedness', '2026', { XAA: { answers } })]),
  });
let built: Release;
/** With few tables, where it does not matter which tables a release has. */
let few: Release;
const fewOf = (inputs: ReleaseInputs, of = root) => buildFew(of, inputs, ['flags']);
const inputsOfFull = (of = root) => inputsOf(of, [frozenCycle(of, 'preparedness', '2026', { XAA: { answers: full } })]);
beforeAll(async () => {
  built = await build(full);
  few = await fewOf(inputsOfFull());
});
afterAll(remove);

const changed = (path: string, change: (bytes: Buffer) => Uint8Array): Map<string, Uint8Array> =>
  new Map(few.files).set(path, change(Buffer.from(few.files.get(path)!)));

describe('verifying a release', () => {
  it('rebuilds it to the same bytes, only from its own files', async () => {
    expect((await verifyRelease({ files: built.files })).differences).toEqual([]);
  });

  it('rebuilds a release of earlier software, with files at other paths, to the same bytes', async () => {
    const earlier = asBuiltEarlier(built.files);
    expect([...earlier.keys()]).toEqual(
      expect.arrayContaining(['models/pipelines/marts/scores.sql', 'inputs/forest.json']),
    );
    expect(built.files.has('models/pipelines/marts/scores.sql')).toBe(false);
    expect((await verifyRelease({ files: earlier })).differences).toEqual([]);
    expect(compareReleases(earlier, built.files).models).toEqual([]);
  });

  it('rebuilds a release of earlier software, which kept fewer tables', async () => {
    const later = ['inputs/recommendations.parquet', 'inputs/recommendation_elements.parquet'];
    const unread = few.manifest.inputs.filter(({ path }) => later.includes(path));
    expect(unread).toHaveLength(later.length);
    const files = new Map(few.files);
    for (const { path } of unread) files.delete(path);
    expect((await verifyRelease({ files })).differences).toEqual(unread.map(({ path }) => ({ path, why: 'missing' })));

    const inputs = few.manifest.inputs.filter((one) => !unread.includes(one));
    files.set('manifest.json', new TextEncoder().encode(JSON.stringify({ ...few.manifest, inputs })));
    expect((await verifyRelease({ files })).differences).toEqual([]);
  });

  it('names changed, missing and unlisted files', async () => {
    const files = changed('marts/scores.csv', (bytes) => Buffer.concat([bytes, Buffer.from(' ')]));
    files.delete('marts/needs.json');
    files.set('marts/more.csv', new Uint8Array());
    expect((await verifyRelease({ files })).differences).toEqual([
      { path: 'marts/needs.json', why: 'missing' },
      { path: 'marts/scores.csv', why: 'changed' },
      { path: 'marts/more.csv', why: 'unnamed' },
    ]);
  });

  it('does not build from a changed input or model', async () => {
    const files = changed('inputs/answers.parquet', (bytes) => bytes.fill(0, 10, 20));
    expect((await verifyRelease({ files })).differences).toEqual([{ path: 'inputs/answers.parquet', why: 'changed' }]);
  });

  it('finds a table that the models do not produce, even if its hash in the manifest is right', async () => {
    const files = changed('marts/flags.csv', (bytes) => Buffer.concat([bytes, Buffer.from('invented\n')]));
    const text = new TextDecoder().decode(files.get('manifest.json'));
    const old = few.manifest.files.find(({ path }) => path === 'marts/flags.csv')!.sha256;
    files.set('manifest.json', new TextEncoder().encode(text.replace(old, sha256(files.get('marts/flags.csv')!))));
    expect((await verifyRelease({ files })).differences).toEqual([
      { path: 'marts/flags.csv', why: 'rebuilt_otherwise' },
    ]);
  });
});

describe('the rules of a cycle', () => {
  const hash = () => rulesHash(loadCycleRules(root, 'preparedness', '2026'));
  const path = 'inputs/rules.parquet preparedness-2026';

  it('are in the manifest with the hash with which they were frozen', () => {
    expect(built.manifest.rules).toEqual([{ cycle: 'preparedness-2026', sha256: hash() }]);
  });

  it('are reported as different where the manifest has another hash', async () => {
    const files = changed('manifest.json', (bytes) => Buffer.from(bytes.toString().replace(hash(), sha256('others'))));
    expect((await verifyRelease({ files })).differences).toEqual([{ path, why: 'other_rules' }]);
  });

  it.each<[string, (rules: CycleRules) => CycleRules]>([
    ['a column of the cycle', (rules) => ({ ...rules, leastGroup: rules.leastGroup + 1 })],
    ['a table of its own', (rules) => ({ ...rules, tiers: [1, 2, 3] })],
  ])('are reported as different where the figures were computed with another value of %s', async (_, change) => {
    const inputs = inputsOfFull();
    const rules = inputs.tables.rules.map((row) => ({
      ...row,
      rules: canonicalRules(change(JSON.parse(row.rules) as CycleRules)),
    }));
    const { files } = await fewOf({ ...inputs, tables: { ...inputs.tables, rules } });
    expect((await verifyRelease({ files })).differences).toEqual([{ path, why: 'other_rules' }]);
  });
});

describe('a release and the texts of its questionnaire', () => {
  it('records the meaning and the texts of the questionnaire, and is still valid after texts are corrected', async () => {
    const { root: own, remove: removeOwn } = smallContent();
    try {
      const first = await fewOf(inputsOfFull(own), own);
      const [used] = first.manifest.questionnaires;
      expect(used).toEqual({
        version: '2026',
        meaning: expect.stringMatching(/^[0-9a-f]{64}$/),
        texts: { en: expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
      const texts = join(own, 'questionnaires/preparedness/2026/texts/en.yaml');
      const before = readFileSync(texts, 'utf8');
      writeFileSync(texts, before.replace(/^title: .*$/m, 'title: Preparedness, corrected'));
      const later = await fewOf(inputsOfFull(own), own);
      const [corrected] = later.manifest.questionnaires;
      expect(corrected!.meaning).toBe(used!.meaning);
      expect(corrected!.texts!.en).not.toBe(used!.texts!.en);
      for (const { files } of [first, later]) expect((await verifyRelease({ files })).differences).toEqual([]);
    } finally {
      removeOwn();
    }
  });
});

describe('two releases compared', () => {
  it('show which scores differ and by how much', async () => {
    const later = await build({ ...full, C01: { value: 3, evidence: 'Article 5' } });
    const { scores, marts, modelsChanged, answers, weightsChanged } = compareReleases(built.files, later.files);
    expect(answers).toMatchObject([{ country: 'XAA', item: 'C01', to: '3', kind: 'corrected' }]);
    expect(weightsChanged).toBe(false);
    expect(scores).toEqual([
      { cycle: 'preparedness-2026', country: 'XAA', element: 'SERVICES', from: 50, to: 60, causes: ['answers'] },
      { cycle: 'preparedness-2026', country: 'XAA', element: 'SRV.BASE', from: 50, to: 60, causes: ['answers'] },
      { cycle: 'preparedness-2026', country: 'XAA', element: 'SRV.ALL', from: 50, to: 60, causes: ['answers'] },
    ]);
    // Quality as well: answers from half of the scale need evidence, and this one has reached it.
    expect(marts).toEqual([
      ...[
        'answers',
        'balances',
        'bands',
        'board',
        'country_summary',
        'need_items',
        'need_replications',
        'need_variants',
        'needs',
        'place_scores',
        'quality',
        'question_scores',
        'scores',
        'step_areas',
        'steps',
      ],
    ]);
    expect(modelsChanged).toBe(false);
  });

  it('have no differences where they are equal', () => {
    expect(compareReleases(built.files, built.files)).toMatchObject({ marts: [], scores: [], modelsChanged: false });
  });
});
