import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { licenceList, noticeBefore } from '../../../packaging/licences.ts';

const root = join(import.meta.dirname, '../../..');
const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
/** Files and folders (with a slash at the end) at the start of a line. */
const named = notice.split('\n').filter((line) => /^\S+\/\S*$/.test(line));
const kept = execFileSync('git', ['ls-files', 'pipelines', 'questionnaires', 'fonts', 'test'], {
  cwd: root,
  encoding: 'utf8',
});
const data = kept
  .split('\n')
  .filter(
    (path) => /\.(csv|geojson|xlsx|ods|parquet|ttf|woff2)$/.test(path) && !path.startsWith('pipelines/framework/'),
  );

describe('NOTICE', () => {
  it('lists the licence of every package that runs in production: npm run notice renews it', () => {
    expect(notice).toBe(`${noticeBefore(notice)}\n\n${licenceList()}`);
    expect(notice).toMatch(/^ {2}hono [\d.]+: MIT$/m);
  });

  it('names the source and licence of every data file', () => {
    expect(data.length).toBeGreaterThan(50);
    const covered = (path: string) => named.some((one) => one === path || (one.endsWith('/') && path.startsWith(one)));
    expect(data.filter((path) => !covered(path))).toEqual([]);
  });

  it('names only existing files', () => {
    expect(named.filter((one) => !kept.split('\n').some((path) => path === one || path.startsWith(one)))).toEqual([]);
  });

  it('states the owner of each', () => {
    const lines = notice.split('\n');
    const bare = named.filter((one) => {
      const after = lines.slice(lines.indexOf(one) + 1).find((line) => !named.includes(line));
      return !after?.startsWith('  ');
    });
    expect(bare).toEqual([]);
  });
});
