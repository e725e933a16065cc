import { expect, it } from 'vitest';
import { openClients, openRateLimit } from '../../../src/http/server/rate.ts';
import { addressList } from '../../../src/http/server/setting.ts';

it('a client over the limit gets the time to retry; other clients are not affected', () => {
  let now = 0;
  const limit = openRateLimit(60, () => now);
  for (let n = 0; n < 60; n += 1) limit.take('192.0.2.1', 'work');
  expect(() => limit.take('192.0.2.1', 'work')).toThrow('The next request is accepted after 1 s.');
  limit.take('192.0.2.2', 'work');
  limit.take('192.0.2.1', 'read');
  now += 1_000;
  limit.take('192.0.2.1', 'work');
  expect(() => limit.take('192.0.2.1', 'work')).toThrow('Too many requests');
});

it('a limit of 0 means no limit, and requests without a network address have none', () => {
  for (let n = 0; n < 1_000; n += 1) {
    openRateLimit(0).take('192.0.2.1', 'work');
    openRateLimit(1).take(null, 'work');
  }
});

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

it('the client address is that of the socket, whatever the request states, unless a proxy is trusted', () => {
  const clientOf = openClients();
  expect(clientOf(from('127.0.0.1'), '192.0.2.9')).toBe('127.0.0.1');
  expect(clientOf(from('::ffff:192.0.2.1'), undefined)).toBe('192.0.2.1');
  expect(clientOf({}, '192.0.2.9')).toBe(null);
});

it.each([
  ['127.0.0.1', '192.0.2.9', '192.0.2.9'],
  ['::ffff:127.0.0.1', '::ffff:192.0.2.9', '192.0.2.9'],
  ['::1', '2001:db8::9', '2001:db8::9'],
  // The last address is the one that the proxy saw; earlier ones came from the client.
  ['127.0.0.1', '203.0.113.5, 192.0.2.9', '192.0.2.9'],
  ['127.0.0.1', '203.0.113.5, 192.0.2.9, 10.1.2.3', '192.0.2.9'],
  ['127.0.0.1', '10.1.2.3', '10.1.2.3'],
  ['127.0.0.1', 'unknown', '127.0.0.1'],
  ['127.0.0.1', '192.0.2.9, unknown', '127.0.0.1'],
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['192.0.2.1', '192.0.2.9', '192.0.2.1'],
])('behind trusted proxies, a request by %s for %s is from %s', (socket, stated, client) => {
  const clientOf = openClients(addressList('GAP_TRUSTED_PROXIES', '127.0.0.1, ::1 10.0.0.0/8'));
  expect(clientOf(from(socket), stated)).toBe(client);
});

it.each(['nginx', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::1/129', '1.2.3'])('%s is no address', (given) => {
  expect(() => addressList('GAP_TRUSTED_PROXIES', `127.0.0.1, ${given}`)).toThrow(`GAP_TRUSTED_PROXIES`);
});
