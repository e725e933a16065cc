/** A release that follows another takes from it what is the same, and has the bytes of a full build. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FollowedRelease } from '../../../src/release/build/followed.ts';
import {
  buildRelease,
  type InputRow,
  type Inputs,
  type Release,
  type ReleaseInputs,
} from '../../../src/release/index.ts';
import { smallContent } from '../content.ts';
import { auditedTables, keepFew } from '../few-tables.ts';
import { frozenCycle, inputsOf } from '../frozen.ts';
import { asBuiltEarlier } from '../moved.ts';
import { earlier, full, now, States } from '../world.ts';

const { root, remove } = smallContent();
/** The same with the tables behind answers, participation, and those of the models. */
const few = smallContent();
const code = 'this code';

let inputs: ReleaseInputs;
let first: Release;

const inputsWith = (returned: typeof now, more: Parameters<typeof inputsOf>[2] = {}) =>
  inputsOf(
    root,
    [
      frozenCycle(root, 'preparedness', '2024', earlier, States),
      frozenCycle(root, 'preparedness', '2026', returned, States),
    ],
    more,
  );

const fact = (country: string, status: string): InputRow<'treaty_facts'> => ({
  treaty: 'budapest',
  country,
  status,
  status_on: '2026-02-01',
  signature: null,
  consent_date: null,
  consent_action: null,
  entry_into_force: null,
  as_of: '2026-01-01',
  as_of_note: null,
  source: 'a list',
  note: null,
  confirmed: true,
  kind: 'illustrative',
});

beforeAll(async () => {
  inputs = inputsWith(now);
  inputs = withTables(({ treaty_facts }) => ({
    treaty_facts: [...treaty_facts, fact('XAA', 'party'), fact('XAB', 'signed')],
  }));
  first = await wholeOf(inputs, root);
  await keepFew(few.root, [...auditedTables, 'lineage', 'models', 'participation']);
});
afterAll(() => {
  remove();
  few.remove();
});

const reading = ({ files, tables }: Pick<Release, 'files' | 'tables'>, of = code): FollowedRelease => ({
  code: of,
  tables,
  read: (path) => files.get(path),
});

const wholes = new Map([root, few.root].map((at) => [at, new Map<ReleaseInputs, Promise<Release>>()]));

/**
 * The full build, once for the same inputs, since it has the same bytes each time (`release/build`). A test that changes
 * models has a copy of the content, of which nothing is remembered.
 */
function wholeOf(of: ReleaseInputs, contentRoot: string): Promise<Release> {
  const known = wholes.get(contentRoot);
  const whole = known?.get(of) ?? buildRelease({ contentRoot, inputs: of, code, few: 0 });
  known?.set(of, whole);
  return whole;
}

/**
 * Builds in full and after another release, demands the same bytes, and gives the marts that were built.
 *
 * @returns `built` without comparing tables that were made, as in a small or very large release; `compared` with it
 */
async function builtAfter(
  changed: ReleaseInputs,
  { follows = reading(first), contentRoot = root }: { follows?: FollowedRelease; contentRoot?: string } = {},
): Promise<{ built: string[]; compared: string[]; whole: Release }> {
  const asked = { contentRoot, inputs: changed, code };
  const whole = await wholeOf(changed, contentRoot);
  const built: string[][] = [];
  for (const size of [{ few: Number.POSITIVE_INFINITY }, { few: 0 }, { few: 0, many: 0 }]) {
    const after = await buildRelease({ ...asked, ...size, follows });
    expect([...after.files.keys()]).toEqual([...whole.files.keys()]);
    const differing = [...whole.files].filter(([path, bytes]) => Buffer.compare(bytes, after.files.get(path)!) !== 0);
    expect(differing.map(([path]) => path)).toEqual([]);
    expect(after.manifest).toEqual(whole.manifest);
    if (size.few === 0 && !('many' in size))
      expect(Object.keys(after.tables!).sort()).toEqual(Object.keys(whole.tables!).sort());
    built.push(martsOf(whole).filter((mart) => !after.taken!.includes(mart)));
  }
  expect(built[2]).toEqual(built[0]);
  return { built: built[0]!, compared: built[1]!, whole };
}

const martsOf = ({ manifest }: Release) => [...new Set(manifest.files.map(({ mart }) => mart))].sort();
const withTables = (change: (tables: Inputs) => Partial<Inputs>): ReleaseInputs => ({
  ...inputs,
  tables: { ...inputs.tables, ...change(inputs.tables) },
});

/** The same facts of treaties, with other answers. */
const withAnswers = (returned: typeof now): ReleaseInputs => {
  const changed = inputsWith(returned);
  return { ...changed, tables: { ...changed.tables, treaty_facts: inputs.tables.treaty_facts } };
};

describe('a release that follows another', () => {
  it('builds no table if nothing has changed, even with another seal', async () => {
    expect((await builtAfter(inputs)).built).toEqual([]);
    expect((await builtAfter({ ...inputs, seal: 'another' })).built).toEqual([]);
  });

  it('builds only what is behind answers if a country corrects some', async () => {
    const corrected = { ...now, XAA: { answers: { ...full, B03: 5, C02: 1, B10: 'Other notes' } } };
    const { built } = await builtAfter(withAnswers(corrected));
    expect(built).toEqual(expect.arrayContaining(['answers', 'bands', 'needs', 'scores']));
    for (const mart of ['breaks', 'choices', 'framework', 'labels', 'participation', 'treaty_status'])
      expect(built).not.toContain(mart);
  });

  it('builds no score if only answers without one are corrected, once their tables are compared', async () => {
    const corrected = { ...now, XAA: { answers: { ...full, B10: { value: 'Other notes', comment: 'Said again' } } } };
    const { built, compared } = await builtAfter(withAnswers(corrected));
    expect(built).toContain('scores');
    // These read all answers.
    expect(compared).toEqual(['answers', 'compared_answers', 'response_quality']);
  });

  it('builds no score if only the priority of a need is corrected, once their tables are compared', async () => {
    const corrected = { ...now, XAA: { answers: { ...full, 'D01.response': 3 } } };
    const { compared } = await builtAfter(withAnswers(corrected));
    expect(compared).toEqual(expect.arrayContaining(['answers', 'board', 'needs', 'region_needs']));
    for (const mart of ['bands', 'draws', 'progress', 'question_scores', 'quality', 'scores'])
      expect(compared).not.toContain(mart);
  });

  it('builds what is behind a country that reports late', async () => {
    const { built } = await builtAfter(withAnswers({ ...now, XAH: { answers: full } }));
    expect(built).toEqual(expect.arrayContaining(['participation', 'scores', 'support_activities']));
    expect(built).not.toContain('framework');
  });

  it('builds what is behind a country that it lacks', async () => {
    const { XAB: _, ...others } = now;
    expect((await builtAfter(withAnswers(others))).built).not.toContain('framework');
  });

  it('builds the tables of treaties if the status of one changes', async () => {
    const changed = withTables(() => ({ treaty_facts: [fact('XAA', 'party'), fact('XAB', 'party')] }));
    expect((await builtAfter(changed)).built).toEqual([
      'contradictions',
      'place_treaties',
      'quality',
      'treaty_coverage',
      'treaty_standing',
      'treaty_status',
    ]);
  });

  it('builds the names alone if a label changes', async () => {
    const changed = withTables(({ labels: [label, ...labels] }) => ({
      labels: [{ ...label!, label: 'Other' }, ...labels],
    }));
    expect((await builtAfter(changed)).built).toEqual(['labels']);
  });

  it('builds the projects alone if one of them is added', async () => {
    const project: InputRow<'projects'> = {
      project: 'new',
      identifiers: null,
      funders: 'A fund',
      implementers: 'An office',
      countries: 'XAA',
      region: null,
      areas: 'surveillance',
      begins: '2025',
      ends: null,
      amount: 1e6,
      currency: 'EUR',
      note: null,
      part_of: null,
      source: 'a list',
      as_of: '2026-01-01',
    };
    const changed = withTables(({ projects }) => ({ projects: [...projects, project] }));
    expect((await builtAfter(changed)).built).toEqual(['projects']);
  });

  it('builds what uses replications if the variations change', async () => {
    const changed = withTables(({ variations }) => ({
      variations: variations.map((row) => (row.setting === 'seed' ? { ...row, value: '7' } : row)),
    }));
    const { built } = await builtAfter(changed);
    expect(built).toEqual(expect.arrayContaining(['bands', 'draws', 'progress']));
    for (const mart of ['answers', 'question_scores', 'scores', 'region_scores']) expect(built).not.toContain(mart);
  });

  it('takes more and more over a chain of releases, as each is a whole one', async () => {
    const changed = withTables(({ labels }) => ({ labels: labels.slice(1) }));
    const { whole } = await builtAfter(changed);
    expect((await builtAfter(changed, { follows: reading(whole) })).built).toEqual([]);
    expect((await builtAfter(inputs, { follows: reading(whole) })).built).toEqual(['labels']);
  });

  it('builds what is behind a model of which the statement or the declaration has changed', async () => {
    const other = smallContent();
    try {
      appendFileSync(join(other.root, 'pipelines/marts/scores/region_scores.sql'), '-- The same.\n');
      const { built } = await builtAfter(inputs, { contentRoot: other.root });
      expect(built).toEqual(
        expect.arrayContaining(['models', 'lineage', 'region_scores', 'places', 'release_summary']),
      );
      for (const mart of ['answers', 'scores', 'needs', 'labels']) expect(built).not.toContain(mart);
      appendFileSync(join(other.root, 'pipelines/marts/needs/needs.yaml'), '# The same.\n');
      expect((await builtAfter(inputs, { contentRoot: other.root })).built).toContain('board');
    } finally {
      other.remove();
    }
  });

  it('builds what is behind a table of which only a text elsewhere has changed the codes', async () => {
    // No row of the invitations changes, but the list of countries that their column can name does.
    const country = { country: 'XZZ', alpha2: null, region: null, subregion: null, groups: '', illustrative: true };
    const changed = withTables(({ countries }) => ({ countries: [...countries, country] }));
    expect((await builtAfter(changed)).built).toContain('participation');
  });
});

/** Of few tables, since it is decided once for a release, before any of its tables. */
describe('a whole release is built after one', () => {
  const contentRoot = few.root;
  let first: Release;
  beforeAll(async () => {
    first = await wholeOf(inputs, contentRoot);
    expect(martsOf(first)).toEqual(expect.arrayContaining(['lineage', 'models', 'participation', 'scores']));
  });
  const isWhole = async (follows: FollowedRelease, of: ReleaseInputs = inputs) =>
    expect((await builtAfter(of, { follows, contentRoot })).built).toEqual(martsOf(first));
  const changed = (path: string, bytes: Uint8Array) =>
    reading({ ...first, files: new Map(first.files).set(path, bytes) });

  it('by other software, or by code that is not known', async () => {
    await isWhole(reading(first, 'other code'));
    await isWhole(reading(first), { ...inputs, about: { ...inputs.about, software: 'later' } });
  });

  it('of another edition or cycle', async () => {
    await isWhole(reading(first), { ...inputs, about: { ...inputs.about, edition: 'restricted' } });
    await isWhole(reading(first), { ...inputs, about: { ...inputs.about, illustrative: false } });
  });

  it('of which the manifest is missing, damaged, or not its own', async () => {
    const text = new TextDecoder().decode(first.files.get('manifest.json'));
    await isWhole({ code, read: () => null });
    await isWhole(changed('manifest.json', Buffer.from(text.replace('"rows": ', '"rows": 1'))));
    await isWhole(changed('manifest.json', Buffer.from('{')));
  });

  it('without the seal that its inputs were hashed with, but for the tables of the models', async () => {
    const follows = changed('inputs/seal.txt', Buffer.from('another'));
    const { built } = await builtAfter(inputs, { follows, contentRoot });
    expect(martsOf(first).filter((mart) => !built.includes(mart))).toEqual(['lineage', 'models']);
  });

  it('of earlier software, with files at other paths', async () => {
    await isWhole(reading({ ...first, files: asBuiltEarlier(first.files) }));
  });
});

describe('a damaged or missing file of the earlier release', () => {
  it('is never taken: its table is built, and what is behind it', async () => {
    const files = new Map(first.files);
    files.set('marts/participation.csv', Buffer.from('invented\n'));
    files.delete('marts/labels.parquet');
    const { built } = await builtAfter(inputs, { follows: reading({ ...first, files }) });
    expect(built).toEqual(expect.arrayContaining(['labels', 'participation', 'participation_counts', 'scores']));
    expect(built).not.toContain('answers');
  });

  it('leaves the kept score tree to be made', async () => {
    const files = new Map(first.files);
    files.set('inputs/score_tree.json', Buffer.from('{}'));
    expect((await builtAfter(inputs, { follows: reading({ ...first, files }) })).built).toEqual([]);
  });
});
