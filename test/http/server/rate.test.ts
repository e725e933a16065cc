import { expect, it } from 'vitest';
import { openRateLimit } from '../../../src/http/server/rate.ts';

it('a client that asks too much is told when to come back; others are not', () => {
  let now = 0;
  const limit = openRateLimit(60, () => now);
  for (let n = 0; n < 60; n += 1) limit.take('192.0.2.1', 'work');
  expect(() => limit.take('192.0.2.1', 'work')).toThrow('The next request is accepted in 1 second.');
  limit.take('192.0.2.2', 'work');
  limit.take('192.0.2.1', 'read');
  now += 1_000;
  limit.take('192.0.2.1', 'work');
  expect(() => limit.take('192.0.2.1', 'work')).toThrow('Too many requests');
});

it('no limit is 0, and a request without a network has none', () => {
  for (let n = 0; n < 1_000; n += 1) {
    openRateLimit(0).take('192.0.2.1', 'work');
    openRateLimit(1).take(null, 'work');
  }
});
