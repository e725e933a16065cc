import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveOut } from '../../../src/release/draft/parts.ts';
import { sealPath } from '../../../src/release/files/manifest.ts';
import {
  buildRelease,
  correctReleases,
  discardDraft,
  liftWithdrawal,
  listReleases,
  openRelease,
  publishRelease,
  type Release,
  releaseFiles,
  saveDraft,
  verifyRelease,
  waitingForCorrection,
  withdrawCountry,
  withdrawRelease,
} from '../../../src/release/index.ts';
import { audit, cycles, openStore, releases, type Store, withdrawals } from '../../../src/state/index.ts';
import { asDonor, asSecretariat } from '../../people.ts';
import { smallContent } from '../content.ts';
import { auditedTables, keepFew } from '../few-tables.ts';
import { frozenCycle, inputsOf, type Returned } from '../frozen.ts';
import { publishBuilt } from '../published.ts';
import { temporaryDataFolder } from '../temporary.ts';
import { earlier, now } from '../world.ts';

const content = smallContent();
/** Tables of every subject that has a row for each country; which tables a release has does not matter here. */
const tables = [...auditedTables, 'bands', 'participation', 'quality', 'steps', 'support', 'treaty_standing'];
const { folder, remove } = temporaryDataFolder();
const at = '2026-05-01T00:00:00.000Z';
const reason = 'The government withdrew its consent.';
let store: Store;
let built: { before: Release; first: Release; second: Release };
const by = () => ({ store, person: asSecretariat, at });
const idOf = (release: Release) => release.manifest.release;
const frozen = (version: string, returned: Record<string, Returned>) =>
  frozenCycle(content.root, 'preparedness', version, returned);
const build = (...of: ReturnType<typeof frozen>[]) =>
  buildRelease({ contentRoot: content.root, inputs: inputsOf(content.root, of) });
/** Rows of public tables that name a country and a cycle. */
async function rowsOf(id: string, country: string): Promise<string[]> {
  const release = openRelease(await releaseFiles(store, id));
  return release.marts.flatMap((mart) =>
    release.rows(mart).flatMap((row) => (row.country === country && 'cycle' in row ? [`${mart} ${row.cycle}`] : [])),
  );
}
const stateOf = async (release: Release) => (await releases.find(store.connection, idOf(release)))!;

beforeAll(async () => {
  await keepFew(content.root, tables);
  store = await openStore({ databaseUrl: null, folder });
  const [y2024, y2026] = [frozen('2024', earlier), frozen('2026', now)];
  await store.transaction(async (tx) => {
    await cycles.open(tx, y2024.cycle);
    await cycles.open(tx, y2026.cycle);
  });
  const fewer = Object.fromEntries(Object.entries(now).filter(([country]) => country !== 'XAD'));
  built = {
    before: await build(y2024),
    first: await build(y2024, frozen('2026', fewer)),
    second: await build(y2024, y2026),
  };
  for (const release of Object.values(built)) await publishBuilt({ ...by(), release });
});
afterAll(async () => {
  await store.close();
  content.remove();
  remove();
});

describe('withdrawing', () => {
  it('needs a reason, a right and a public release', async () => {
    const asked = { ...by(), id: idOf(built.second), reason };
    for (const none of [' ', '-', '...'])
      await expect(withdrawRelease({ ...asked, reason: none }), none).rejects.toMatchObject({
        code: 'withdrawal_reason_missing',
      });
    await expect(withdrawRelease({ ...asked, person: asDonor })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(withdrawRelease({ ...asked, id: 'none' })).rejects.toMatchObject({ code: 'release_unknown' });
    const country = { ...by(), country: 'XAH', cycle: 'preparedness-2026', reason };
    await expect(withdrawCountry(country)).rejects.toMatchObject({ code: 'country_not_public' });
  });

  it('a release shows the one published before it, and it can be published again', async () => {
    await withdrawRelease({ ...by(), id: idOf(built.second), reason });
    expect((await releases.latest(store.connection))?.id).toBe(idOf(built.first));
    await expect(publishRelease({ ...by(), id: idOf(built.second) })).rejects.toMatchObject({
      code: 'release_not_draft',
    });
    expect(await waitingForCorrection(store)).toEqual([]);

    expect(await saveDraft({ ...by(), release: built.second })).toBe('was_withdrawn');
    await discardDraft({ ...by(), id: idOf(built.second) });
    expect(await stateOf(built.second)).toMatchObject({ state: 'withdrawn' });
    expect(await saveDraft({ ...by(), release: built.second })).toBe('was_withdrawn');
    await publishRelease({ ...by(), id: idOf(built.second) });
    expect((await releases.latest(store.connection))?.id).toBe(idOf(built.second));
  });

  it('a country removes it from every release at once; corrected releases then replace them', async () => {
    const done = await withdrawCountry({ ...by(), country: 'XAB', cycle: null, reason });
    expect(done.releases.map(({ id }) => id)).toEqual([built.before, built.first, built.second].map(idOf));
    expect(await releases.listPublic(store.connection)).toEqual([]);

    const corrected = await correctReleases({ ...by(), contentRoot: content.root });
    expect(corrected.map(({ why }) => why)).toEqual([null, null, null]);
    const shown = await releases.listPublic(store.connection);
    expect(shown.map(({ corrects }) => corrects)).toEqual([built.second, built.first, built.before].map(idOf));
    for (const { id, place, corrects } of shown) {
      const old = (await releases.find(store.connection, corrects!))!;
      expect(old).toMatchObject({ state: 'withdrawn', replacedBy: id, place });
      expect(await rowsOf(id, 'XAB')).toEqual([]);
      expect((await rowsOf(corrects!, 'XAB')).length).toBeGreaterThan(0);
      expect((await rowsOf(id, 'XAA')).length).toBeGreaterThan(0);
      const files = await releaseFiles(store, id);
      const { manifest, differences } = await verifyRelease({ files });
      expect(differences).toEqual([]);
      expect(manifest).toMatchObject({
        corrects,
        errata: [{ country: 'XAB', cycle: null, reason, withdrawn_at: at }],
      });
    }
  });

  it('has figures recomputed as if the country had never been in them', async () => {
    const [shown] = await releases.listPublic(store.connection);
    const without = (of: Record<string, Returned>) =>
      Object.fromEntries(Object.entries(of).filter(([country]) => country !== 'XAB'));
    const { files } = await build(frozen('2024', without(earlier)), frozen('2026', without(now)));
    const kept = await releaseFiles(store, shown!.id);
    const [never, corrected] = [openRelease(files), openRelease(kept)];
    for (const mart of never.marts) expect([mart, corrected.rows(mart)]).toEqual([mart, never.rows(mart)]);
    // Every other table is made from the same rows.
    const inputs = [...files].filter(([path]) => path.startsWith('inputs/') && path !== sealPath);
    expect(inputs.length).toBeGreaterThan(20);
    const differs = inputs.filter(([path, bytes]) => Buffer.compare(bytes, kept.get(path)!) !== 0);
    expect(differs.map(([path]) => path)).toEqual([]);
  });

  it('a country twice removes nothing twice, and continues where it was interrupted', async () => {
    const again = await withdrawCountry({ ...by(), country: 'XAB', cycle: null, reason });
    expect(again.releases).toEqual([]);
    expect(await correctReleases({ ...by(), contentRoot: content.root })).toEqual([]);
    expect(await withdrawals.ofCountries(store.connection)).toHaveLength(1);
  });

  it('a country from one cycle does not affect the others, also in later releases', async () => {
    await withdrawCountry({ ...by(), country: 'XAA', cycle: 'preparedness-2024', reason });
    await correctReleases({ ...by(), contentRoot: content.root });
    const shown = await releases.listPublic(store.connection);
    expect(shown.map(({ cycle }) => cycle)).toEqual(['preparedness-2026', 'preparedness-2026', 'preparedness-2024']);
    const cyclesOf = async (id: string) => new Set((await rowsOf(id, 'XAA')).map((row) => row.split(' ')[1]));
    expect(await cyclesOf(shown[0]!.id)).toEqual(new Set(['preparedness-2026']));
    expect(await cyclesOf(shown[2]!.id)).toEqual(new Set());
    const errata = openRelease(await releaseFiles(store, shown[0]!.id)).manifest.errata;
    expect(errata?.map(({ country, cycle }) => [country, cycle])).toEqual([
      ['XAB', null],
      ['XAA', 'preparedness-2024'],
    ]);
  });

  it('a country excludes it from every build, and prevents the publication of drafts that include it', async () => {
    const left = leaveOut(
      [frozen('2024', earlier), frozen('2026', now)],
      await withdrawals.ofCountries(store.connection),
    );
    expect(left.cycles.map(({ accepted }) => [...accepted.keys()])).toEqual([
      ['XAH'],
      ['XAA', 'XAC', 'XAD', 'XAE', 'XAF', 'XAG'],
    ]);
    expect(left.cycles.flatMap(({ invited }) => invited)).not.toContain('XAB');
    expect(left.errata.map(({ country }) => country)).toEqual(['XAB', 'XAA']);
    await saveDraft({ ...by(), release: built.second });
    await expect(publishRelease({ ...by(), id: idOf(built.second) })).rejects.toMatchObject({
      code: 'release_holds_withdrawn',
      details: { countries: ['XAA', 'XAB'] },
    });
    await discardDraft({ ...by(), id: idOf(built.second) });
  });

  it('can be lifted with a reason; the country can then be built and published again', async () => {
    const lift = (country: string, cycle: string | null) =>
      liftWithdrawal({ ...by(), country, cycle, reason: 'Consent given again.' });
    await expect(lift('XAA', null)).rejects.toMatchObject({ code: 'withdrawal_unknown' });
    await lift('XAB', null);
    await lift('XAA', 'preparedness-2024');
    expect(await withdrawals.ofCountries(store.connection)).toEqual([]);
    expect((await releases.latest(store.connection))?.id).not.toBe(idOf(built.second));
    await publishBuilt({ ...by(), release: built.second });
    expect((await releases.latest(store.connection))?.id).toBe(idOf(built.second));
  });

  it('the last country of a cycle leaves no release in its place', async () => {
    const alone = await build(frozen('2024', { XAH: earlier.XAH! }));
    await publishBuilt({ ...by(), release: alone });
    await withdrawCountry({ ...by(), country: 'XAH', cycle: 'preparedness-2024', reason });
    const corrected = await correctReleases({ ...by(), contentRoot: content.root });
    expect(corrected.find(({ withdrawn }) => withdrawn === idOf(alone))).toMatchObject({
      why: 'nothing_left',
      release: null,
    });
  });

  it('a country from a release that cannot be rebuilt keeps that release withdrawn, and does not block other corrections', async () => {
    const broken = await build(frozen('2026', { XAC: now.XAC!, XAG: now.XAG!, XAF: now.XAF! }));
    const files = new Map(broken.files).set('inputs/answers.parquet', new Uint8Array([1]));
    await publishBuilt({ ...by(), release: { ...broken, files } });
    const fine = await build(frozen('2026', { XAC: now.XAC!, XAG: now.XAG!, XAD: now.XAD! }));
    await publishBuilt({ ...by(), release: fine });
    await withdrawCountry({ ...by(), country: 'XAC', cycle: null, reason });
    const corrected = await correctReleases({ ...by(), contentRoot: content.root });
    expect(corrected.find(({ withdrawn }) => withdrawn === idOf(broken))?.why).toBeInstanceOf(Error);
    expect(corrected.find(({ withdrawn }) => withdrawn === idOf(fine))?.release).not.toBeNull();
    expect(await stateOf(broken)).toMatchObject({ state: 'withdrawn', replacedBy: null });
  });

  it('has an audit line for each step', async () => {
    const acts = new Set((await audit.list(store.connection)).map(({ action }) => action));
    for (const act of ['build', 'publish', 'discard', 'withdraw', 'correct']) expect(acts).toContain(`release.${act}`);
    for (const act of ['withdraw', 'restore']) expect(acts).toContain(`country.${act}`);
    const states = (await listReleases(store)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['public', 'withdrawn']));
  });
});
