/** A dashboard page, requests a second, beside Hono's own "hello" in the same run. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { demandWrk, type Load, load } from './load.ts';
import { median, type Outcome, report } from './outcome.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const quiet = { execArgv: ['--disable-warning=ExperimentalWarning'] };

/**
 * Server and client each on a core of its own where `taskset` is there; shots alternate, and a ratio is the median of
 * those within a round.
 */
export async function* outcomes({ rounds = 7, seconds = 2 } = {}): AsyncGenerator<Outcome> {
  demandWrk();
  const [hello, site] = [fork(here('site.ts'), ['hello'], quiet), fork(here('site.ts'), ['site'], quiet)];
  try {
    const [helloAddress, siteAddress] = await Promise.all([messageOf<string>(hello), messageOf<string>(site)]);
    const pinned = [hello, site].every((server) => pin(server, 0));
    const shoot = (address: string, headers: readonly string[]): Promise<Load> =>
      load(address, headers, { seconds, core: pinned ? 1 : null });
    const bytesOf = async (address: string, headers: readonly string[]) => {
      const reply = await fetch(address, { headers: headers.map((line) => line.split(': ') as [string, string]) });
      return Number(reply.headers.get('content-length') ?? 0);
    };
    const paths = ['world', 'country/XAA', 'method'];
    const page = `${siteAddress}en/${paths[0]}`;
    const etag = (await fetch(page)).headers.get('etag')!;
    // Asked for once, so that each is ready and packed, as it is for every reader after the first.
    for (const path of paths) await (await fetch(`${siteAddress}en/${path}`)).arrayBuffer();
    site.send('pack');
    await messageOf(site);
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
    for (const [name, address, headers] of shots.slice(1)) {
      const own = seen.get(name)!;
      const value = median(own.map((load, round) => load.perSecond / base[round]!.perSecond));
      yield {
        work: `${name}, ${await bytesOf(address, headers)} bytes`,
        measured: perSecond(own),
        against: `Hono's hello ${perSecond(base)}`,
        ratio: value,
        aim: { value, least: 0.7 },
      };
    }
  } finally {
    for (const child of [hello, site]) child.kill();
  }
}

const messageOf = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    const lost = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once('exit', lost);
    child.once('message', (reported) => {
      child.off('exit', lost);
      resolve(reported as T);
    });
  });

/** @returns false where `taskset` is not there */
const pin = ({ pid }: ChildProcess, core: number): boolean =>
  spawnSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' }).status === 0;

if (import.meta.main) await report(outcomes());
