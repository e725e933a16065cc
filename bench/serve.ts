/** A dashboard page, requests a second, beside Hono's own "hello" in the same run. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Load } from './load.ts';
import { median, type Outcome, tell } from './outcome.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const quiet = { execArgv: ['--disable-warning=ExperimentalWarning'] };

/**
 * Server and client each on a core of its own where `taskset` is there; shots alternate, and a ratio is the median of
 * those within a round.
 */
export async function* outcomes({ rounds = 7, seconds = 1.5 } = {}): AsyncGenerator<Outcome> {
  const [hello, site, client] = [
    fork(here('site.ts'), ['hello'], quiet),
    fork(here('site.ts'), ['site'], quiet),
    fork(here('load.ts'), quiet),
  ];
  try {
    const [helloAddress, siteAddress] = await Promise.all([heard<string>(hello), heard<string>(site)]);
    for (const server of [hello, site]) pin(server, 0);
    pin(client, 1);
    const shoot = async (address: string, headers: string[]): Promise<Load> => {
      client.send([address, headers, { seconds }]);
      return heard<Load>(client);
    };
    const paths = ['world', 'country/XAA', 'method'];
    const page = `${siteAddress}en/${paths[0]}`;
    const etag = (await fetch(page)).headers.get('etag')!;
    // Asked for once, so that each is ready and packed, as it is for every reader after the first.
    for (const path of paths) await (await fetch(`${siteAddress}en/${path}`)).arrayBuffer();
    site.send('pack');
    await heard(site);
    const brotli = ['accept-encoding: gzip, deflate, br'];
    const shots: [string, string, string[]][] = [
      ['hello', `${helloAddress}hello`, []],
      ...paths.map((path): [string, string, string[]] => [`${path}, brotli`, `${siteAddress}en/${path}`, brotli]),
      [`${paths[0]}, gzip`, page, ['accept-encoding: gzip']],
      [`${paths[0]}, unchanged`, page, [...brotli, `if-none-match: ${etag}`]],
    ];
    const seen = new Map(shots.map(([name]) => [name, [] as Load[]]));
    // One round to warm up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, address, headers] of shots) {
        const shot = await shoot(address, headers);
        if (round > 0) seen.get(name)!.push(shot);
      }
    }
    const base = seen.get('hello')!;
    const perSecond = (loads: readonly Load[]) => `${Math.round(median(loads.map((load) => load.perSecond)))} a second`;
    for (const [name] of shots.slice(1)) {
      const own = seen.get(name)!;
      const value = median(own.map((load, round) => load.perSecond / base[round]!.perSecond));
      yield {
        work: `${name}, ${own[0]!.bytes} bytes`,
        measured: perSecond(own),
        against: `Hono's hello ${perSecond(base)}`,
        ratio: value,
        aim: { value, least: 0.7 },
      };
    }
  } finally {
    for (const child of [hello, site, client]) child.kill();
  }
}

const heard = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    const lost = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once('exit', lost);
    child.once('message', (told) => {
      child.off('exit', lost);
      resolve(told as T);
    });
  });

const pin = ({ pid }: ChildProcess, core: number) =>
  spawnSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' });

if (import.meta.main) await tell(outcomes());
