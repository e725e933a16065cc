import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { root } from '../../house/source.ts';

/** Closes painters at moments between the start of their threads and after the first answer, most of them close to it. */
const script = `
  import { setTimeout } from 'node:timers/promises';
  import { openPainter } from './src/dashboard/draw/painter.ts';
  const chart = { spec: { data: { values: [] }, mark: 'bar' }, datasets: {}, dress: {} };
  const begun = () => {
    const painter = openPainter({ features: () => [] }, 1);
    return { painter, answered: painter.spec('chart', chart).then(() => 'drawn', () => 'refused') };
  };
  const from = Date.now();
  await begun().answered;
  const answer = Date.now() - from;
  const moments = [0.1, 0.3, 0.5, 0.7, ...Array.from({ length: 10 }, (_, nth) => 0.9 + 0.03 * nth)];
  for (const milliseconds of moments.map((part) => part * answer)) {
    const { painter, answered } = begun();
    await setTimeout(milliseconds);
    await painter.close();
    await answered;
  }
  process.stdout.write('all closed');
`;

describe('a painter', () => {
  it('that is closed while its thread loads or answers does not end the process', () => {
    const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
    const { status, signal, stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
    expect({ status, signal, stdout }).toEqual({ status: 0, signal: null, stdout: 'all closed' });
  });
});
