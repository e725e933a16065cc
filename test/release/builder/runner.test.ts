import { expect, it } from 'vitest';
import { openBuildRunner } from '../../../src/release/index.ts';
import { asSecretariat } from '../../people.ts';

/** A runner whose processes end when the test says so, and the orders that they were given. */
function openRunner() {
  const orders: (string | null)[] = [];
  let finish = () => {};
  const runner = openBuildRunner({
    contentRoot: 'none',
    folder: 'none',
    databaseUrl: null,
    now: () => new Date('2026-06-01T12:00:00.000Z'),
    report: () => 'incident',
    openProcess: () => ({
      carryOut: ({ cycle }) => {
        orders.push(cycle);
        return new Promise((resolve) => {
          finish = () =>
            resolve(cycle === null ? { news: 'corrected', count: 1 } : { news: 'done', id: cycle, outcome: 'new' });
        });
      },
      close: () => {},
    }),
  });
  const finishOne = async () => {
    const before = orders.length;
    finish();
    await new Promise(setImmediate);
    return orders.slice(before);
  };
  return { runner, orders, finishOne };
}

it('carries out each build that was requested, one after the other, and corrections first', async () => {
  const { runner, orders, finishOne } = openRunner();
  runner.start('a-2024', asSecretariat);
  runner.start('b-2026', asSecretariat);
  runner.start('c-2026', asSecretariat);
  runner.correct(asSecretariat);
  expect(orders).toEqual(['a-2024']);
  expect(await finishOne()).toEqual([null]);
  expect(await finishOne()).toEqual(['b-2026']);
  expect(await finishOne()).toEqual(['c-2026']);
  expect(await finishOne()).toEqual([]);
  expect(runner.current()).toMatchObject({ cycle: 'c-2026', state: 'done', release: { id: 'c-2026' } });
});

it('builds once what is requested twice, and corrections once more if they are requested while they run', async () => {
  const { runner, orders, finishOne } = openRunner();
  for (let click = 0; click < 3; click += 1) {
    runner.start('a-2024', asSecretariat);
    runner.start('b-2026', asSecretariat);
  }
  expect(orders).toEqual(['a-2024']);
  expect(await finishOne()).toEqual(['b-2026']);
  expect(await finishOne()).toEqual([]);
  runner.correct(asSecretariat);
  runner.correct(asSecretariat);
  runner.correct(asSecretariat);
  expect(await finishOne()).toEqual([null]);
  expect(await finishOne()).toEqual([]);
});

it('starts nothing that waits after it is closed', async () => {
  const { runner, finishOne } = openRunner();
  runner.start('a-2024', asSecretariat);
  runner.start('b-2026', asSecretariat);
  runner.close();
  expect(await finishOne()).toEqual([]);
});
