/** A release of 194 countries that follows another, next to a full build, by what has changed between them. */
import { report } from './harness/describe.ts';
import { inTurns, roundsOfFewer } from './harness/rounds.ts';
import { anchorIn, type Row, timesIn } from './harness/row.ts';
import { building } from './inputs/built.ts';
import type { Change } from './inputs/changes.ts';

const changed: Readonly<Record<Change, string>> = {
  answers: 'ten answers corrected',
  texts: 'ten answers without a score corrected',
  treaties: 'ten statuses of treaties',
  labels: 'names of the areas',
};

export async function* rows({ rounds = roundsOfFewer } = {}): AsyncGenerator<Row> {
  const full = building('world');
  // The one that is followed.
  await full();
  const changes = Object.keys(changed) as Change[];
  const works = Object.fromEntries(changes.map((change) => [change, building('world', change)]));
  const taken = await inTurns({ full, ...works } as Record<'full' | Change, typeof full>, { rounds, warm: 0 });
  for (const change of changes)
    yield {
      work: `194 countries after another, ${changed[change]}`,
      unit: 's',
      ...timesIn('s', taken[change]),
      anchor: anchorIn('s', 'a full build', taken[change], taken.full),
    };
}

if (import.meta.main) await report(rows());
