import { setImmediate as round } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openTurns } from '../../../src/http/server/forms/turns.ts';

it('takes in a few pieces in each round of the event loop, from whoever waited longest', async () => {
  const turns = openTurns(3);
  const read: string[] = [];
  const receive = async (who: string) => {
    for (let piece = 0; piece < 2; piece += 1) {
      await turns.next();
      read.push(`${who}${piece}`);
    }
  };
  const rounds: string[][] = [];
  // Begins first, so that it looks at each round before the next pieces are taken in.
  const watch = (async () => {
    while (rounds.flat().length < 10) {
      await round();
      rounds.push(read.splice(0));
    }
  })();
  await Promise.all([...['a', 'b', 'c', 'd', 'e'].map(receive), watch]);
  for (const taken of rounds) expect(taken.length).toBeLessThanOrEqual(3);
  const order = rounds.flat();
  // No one has a second piece while someone waits for a first that came before it.
  expect(order.slice(0, 5).every((piece) => piece.endsWith('0'))).toBe(true);
  expect(new Set(order).size).toBe(10);
});

it('lets one alone read on without waiting, as long as the round has room', () => {
  const turns = openTurns(2);
  expect([turns.next(), turns.next()]).toEqual([undefined, undefined]);
  expect(turns.next()).toBeInstanceOf(Promise);
});
