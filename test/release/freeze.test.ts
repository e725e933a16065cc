/** Conditions on the store and the questionnaire for the inputs of a release. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDesk } from '../../src/collection/index.ts';
import { secretariat } from '../../src/domain/index.ts';
import { readFrozen } from '../../src/release/draft/freeze.ts';
import { freeze } from '../../src/release/index.ts';
import { releases, withdrawals } from '../../src/state/index.ts';
import { decide, openAccepted } from './accepted.ts';
import { full } from './world.ts';

const at = '2026-02-01T10:00:00.000Z';

describe('freezing', () => {
  it('is refused after a change in the meaning of the questionnaire since the cycle opened', async () => {
    const { root, asked } = await openAccepted();
    const file = join(root, 'questionnaires/preparedness/2026/questionnaire.yaml');
    appendFileSync(file, '# What is not read changes nothing.\n');
    expect((await freeze(asked)).tables.answers.length).toBeGreaterThan(0);
    const meant = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      meant.replace(
        'code: A02, type: select_one, list: pub, class: public',
        'code: A02, type: select_one, list: pub, class: restricted',
      ),
    );
    await expect(freeze(asked)).rejects.toMatchObject({
      code: 'instrument_changed',
      details: {
        cycle: 'preparedness-2026',
        folder: 'questionnaires/preparedness/2026',
        changes: ['question A02, class: was public, is restricted'],
      },
    });
  });

  it('seals its inputs with an unpredictable value: equal for the same uploads, different for the same workbooks uploaded elsewhere', async () => {
    const one = await openAccepted();
    const other = await openAccepted();
    const seals = await Promise.all([one, one, other].map(async ({ asked }) => (await freeze(asked)).seal));
    expect(seals[1]).toBe(seals[0]);
    expect(seals[2]).not.toBe(seals[0]);
    for (const seal of seals) expect(seal).toMatch(/^[0-9a-f]{64}$/);
  });

  it('records the dates of submissions and due dates, and no date of an answer', async () => {
    const { store, asked } = await openAccepted();
    const { tables } = await freeze(asked);
    const day = at.slice(0, 10);
    expect(tables.deadlines).toEqual([{ cycle: asked.cycle, deadline: null, first_deadline: null }]);
    expect(tables.receipts).toEqual(
      ['XAA', 'XAB'].map((country) => ({ cycle: asked.cycle, country, first_received: day, received: day })),
    );
    await decide(store, 'XAB', 'reopened');
    const later = (await freeze(asked)).tables;
    expect(later.receipts[1]).toMatchObject({ country: 'XAB', first_received: day, received: null });
    expect(later.submissions.map(({ country }) => country)).toEqual(['XAA']);
    const desk = openDesk({ store, contentRoot: asked.contentRoot, now: () => new Date('2026-06-01') } as never);
    await desk.extendCycle({ cycle: asked.cycle, person: secretariat, until: '2026-06-30' });
    await desk.extendCycle({ cycle: asked.cycle, person: secretariat, until: '2026-07-31' });
    const extended = { cycle: asked.cycle, deadline: '2026-07-31', first_deadline: '2026-06-30' };
    expect((await freeze(asked)).tables.deadlines).toEqual([extended]);
  });

  it('counts every release that was ever public, including withdrawn ones, and no draft', async () => {
    const { root, store } = await openAccepted({ ...full, C01: '-' });
    const earlier = async () =>
      (await store.snapshot((connection) => readFrozen(connection, root, 'preparedness-2026'))).earlier!;
    const item = { cycle: 'preparedness-2026', country: 'XAA', item: 'C02', listed: false, protection: 'rounded' };
    const rows = [Object.keys(item), Object.values(item)];
    const files = ['question_scores', 'answers'].map((mart) => ({
      path: `marts/${mart}.json`,
      sha256: mart,
      bytes: new TextEncoder().encode(JSON.stringify({ rows: mart === 'answers' ? [['cycle']] : rows })),
    }));
    const about = { cycle: 'preparedness-2026', kind: 'illustrative', builtAt: at, builtBy: 'secretariat' } as const;
    const by = { at, person: 'secretariat', reason: 'A mistake.', country: null, cycle: null };
    await store.transaction((tx) =>
      releases.save(tx, { ...about, id: 'one', manifestHash: 'one', basis: null, corrects: null }, files),
    );
    expect(await earlier()).toEqual([]);
    await store.transaction((tx) => releases.publish(tx, 'one', { at, by: 'secretariat', place: 1 }));
    expect(await earlier()).toHaveLength(1);
    await store.transaction(async (tx) =>
      releases.withdraw(tx, 'one', await withdrawals.add(tx, { ...by, release: 'one' })),
    );
    const [withdrawn] = await earlier();
    expect(withdrawn?.get('preparedness-2026 XAA')?.standings).toEqual(new Map([['C02', 'grouped']]));
  });

  it('excludes countries whose acceptance was withdrawn', async () => {
    const { store, asked } = await openAccepted();
    const countries = async () => (await freeze(asked)).tables.submissions.map(({ country }) => country);
    expect(await countries()).toEqual(['XAA', 'XAB']);
    await decide(store, 'XAA', 'reopened');
    expect(await countries()).toEqual(['XAB']);
    await decide(store, 'XAB', 'reopened');
    await expect(freeze(asked)).rejects.toMatchObject({ code: 'nothing_accepted' });
  });
});
