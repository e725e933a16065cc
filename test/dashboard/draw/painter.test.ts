import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { root } from '../../house/source.ts';

/** Closes painters while their threads load, at moments between the start and the first answer. */
const script = `
  import { setTimeout } from 'node:timers/promises';
  import { openPainter } from './src/dashboard/draw/painter.ts';
  const chart = { spec: { data: { values: [] }, mark: 'bar' }, datasets: {}, dress: {} };
  const begun = () => {
    const painter = openPainter({ features: () => [] }, 1);
    return { painter, answered: painter.spec('chart', chart).then(() => 'drawn', () => 'refused') };
  };
  for (let milliseconds = 50; milliseconds < 600; milliseconds += 5 + milliseconds / 12) {
    const { painter, answered } = begun();
    await setTimeout(milliseconds);
    await painter.close();
    await answered;
  }
  process.stdout.write('all closed');
`;

describe('a painter', () => {
  it('that is closed while its thread loads does not end the process', () => {
    const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
    const { status, signal, stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
    expect({ status, signal, stdout }).toEqual({ status: 0, signal: null, stdout: 'all closed' });
  });
});
