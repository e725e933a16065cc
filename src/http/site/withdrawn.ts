/** What is no longer public: found by the segments of an address, and listed with reasons. */
import { type Connection, releases as kept, type Store, type StoredRelease, withdrawals } from '../../state/index.ts';
import type { Correction, Gone, ReleaseNotice, Releases } from './published.ts';

export function withdrawnOf({ connection }: Store): Pick<Releases, 'gone' | 'notice' | 'corrections'> {
  return {
    gone: async (steps) => (await goneRelease(connection, steps)) ?? goneCountry(connection, steps),
    notice: (id) => noticeOf(connection, id),
    corrections: () => correctionsOf(connection),
  };
}

/** A draft rebuilt from a withdrawn release has no address either, until it is published. */
async function goneRelease(connection: Connection, steps: readonly string[]): Promise<Gone | null> {
  const all = await kept.list(connection);
  const found = all.find(
    ({ id, state, withdrawal }) => state !== 'public' && withdrawal !== null && steps.includes(id),
  );
  if (!found) return null;
  const why = (await withdrawals.list(connection)).find(({ id }) => id === found.withdrawal)!;
  const replacement = replacementOf(all, found);
  return { code: 'release_withdrawn', id: found.id, at: why.at, reason: why.reason, replacement };
}

async function goneCountry(connection: Connection, steps: readonly string[]): Promise<Gone | null> {
  const all = (await withdrawals.list(connection)).toReversed();
  const why = all.find(({ country }) => country !== null && steps.includes(country));
  if (!why) return null;
  const shown = (await kept.latestOfEach(connection))[0]?.id ?? null;
  return { code: 'country_withdrawn', id: why.country!, at: why.at, reason: why.reason, replacement: shown };
}

/** The corrected release, or the current one of its cycle. */
function replacementOf(all: readonly StoredRelease[], of: StoredRelease): string | null {
  let at: StoredRelease | undefined = of;
  while (at?.replacedBy) {
    const next: string = at.replacedBy;
    at = all.find(({ id }) => id === next);
    if (at?.state === 'public') return at.id;
  }
  return all.find(({ state, cycle }) => state === 'public' && cycle === of.cycle)?.id ?? null;
}

async function noticeOf(connection: Connection, id: string): Promise<ReleaseNotice | null> {
  const all = await kept.list(connection);
  const shown = all.find((one) => one.id === id);
  if (!shown) return null;
  const instrument = instrumentOf(shown);
  const later = all.find(
    (one) =>
      one.withdrawal !== null &&
      one.state !== 'public' &&
      one.replacedBy === null &&
      instrumentOf(one) === instrument &&
      (one.cycle > shown.cycle || (one.cycle === shown.cycle && one.place! > shown.place!)),
  );
  if (later) {
    const why = (await withdrawals.list(connection)).find((one) => one.id === later.withdrawal)!;
    return { kind: 'instead', id: later.id, reason: why.reason };
  }
  return shown.corrects === null ? null : { kind: 'corrects', id: shown.corrects };
}

/** A cycle is named `<instrument>-<version>`. */
const instrumentOf = ({ cycle }: StoredRelease) => cycle.slice(0, cycle.lastIndexOf('-'));

async function correctionsOf(connection: Connection): Promise<Correction[]> {
  const all = await kept.list(connection);
  return (await withdrawals.list(connection)).toReversed().map(
    ({ id, at, reason, country, cycle, release, liftedAt, liftReason }): Correction => ({
      at,
      reason,
      country,
      cycle,
      releases: all
        .filter((one) => one.withdrawal === id || one.id === release)
        .map((one) => ({
          id: one.id,
          cycle: one.cycle,
          replacement: one.state === 'public' ? one.id : replacementOf(all, one),
        })),
      lifted: liftedAt === null ? null : { at: liftedAt, reason: liftReason! },
    }),
  );
}
