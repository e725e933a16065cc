import { setImmediate as round } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openTurns } from '../../../src/http/server/forms/turns.ts';

it('accepts a few chunks in each turn of the event loop, from the longest waiting first', async () => {
  const turns = openTurns(3);
  const read: string[] = [];
  const receive = async (who: string) => {
    for (let piece = 0; piece < 2; piece += 1) {
      await turns.next();
      read.push(`${who}${piece}`);
    }
  };
  const rounds: string[][] = [];
  // Starts first, so that it runs in each turn before further chunks are accepted.
  const watch = (async () => {
    while (rounds.flat().length < 10) {
      await round();
      rounds.push(read.splice(0));
    }
  })();
  await Promise.all([...['a', 'b', 'c', 'd', 'e'].map(receive), watch]);
  for (const taken of rounds) expect(taken.length).toBeLessThanOrEqual(3);
  const order = rounds.flat();
  // No upload gets a second chunk while an earlier one waits for its first.
  expect(order.slice(0, 5).every((piece) => piece.endsWith('0'))).toBe(true);
  expect(new Set(order).size).toBe(10);
});

it('lets a single upload continue without waiting, up to the limit of the turn', () => {
  const turns = openTurns(2);
  expect([turns.next(), turns.next()]).toEqual([undefined, undefined]);
  expect(turns.next()).toBeInstanceOf(Promise);
});
