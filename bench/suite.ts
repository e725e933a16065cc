/** `npm test`, once: several minutes; run by name. One run shows no spread, so that nothing is concluded from it. */
import { fileURLToPath } from 'node:url';
import { report } from './harness/describe.ts';
import { command } from './harness/rounds.ts';
import type { Row } from './harness/row.ts';

export async function* rows(): AsyncGenerator<Row> {
  const { wall, processor } = command(['npm', 'test'], { cwd: fileURLToPath(new URL('..', import.meta.url)) });
  yield {
    work: 'npm test, every test once',
    unit: 's',
    measured: [wall / 1_000],
    processor: [processor / 1_000],
    history: 'aim ≤ 240 s; one run',
  };
}

if (import.meta.main) await report(rows());
