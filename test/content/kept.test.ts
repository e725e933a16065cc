import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { describe, expect, it, onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

describe('cached content', () => {
  it('gives the same faults as a first check, and is checked again once it changes', () => {
    const content = mkdtempSync(join(tmpdir(), 'gap-kept-'));
    onTestFinished(() => rmSync(content, { recursive: true, force: true }));
    for (const folder of ['questionnaires', 'pipelines', 'dashboards', 'texts'])
      cpSync(join(root, folder), join(content, folder), { recursive: true, filter: (path) => !others.test(path) });
    const fresh = check('src/main.ts', content);
    expect(fresh.status).toBe(0);
    // The first check fills the cache, the second reads from it.
    expect(check('bin/start.mjs', content)).toEqual(fresh);
    expect(check('bin/start.mjs', content)).toEqual(fresh);
    change(join(content, 'texts/en/pages.yaml'), (text) => `${text}\n  broken: [\n`);
    change(join(content, 'texts/languages.yaml'), (text) => text.replace('direction: ltr', 'direction: up'));
    change(join(content, 'pipelines/reference/regions.csv'), (text) => text.replace(/\n/, ',more\n'));
    // A chart that compiled before, and does not any more.
    change(join(content, 'dashboards/world/map.vl.json'), (text) =>
      text.replace('"type": "geoshape"', '"type": "geoshapes"'),
    );
    const faulty = check('src/main.ts', content);
    expect(faulty.status).not.toBe(0);
    expect(faulty.stdout).toContain('The chart does not compile');
    expect(check('bin/start.mjs', content)).toEqual(faulty);
    expect(check('bin/start.mjs', content)).toEqual(faulty);
  });
});

/** Content that this check does not need: the larger questionnaire, most dashboards, and all but two languages. */
const others =
  /(questionnaires|framework)[\\/]cybercrime$|dashboards[\\/](?!world$|country$|steps$|compare$|trend$|needs$)[a-z]+$|(?<!dashboards[\\/][a-z]+[\\/])texts[\\/](?!en$|fr$)[a-z]{2}$/;

function check(start: string, content: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, start), 'check', '--json'],
    { encoding: 'utf8', env: { ...process.env, GAP_CONTENT: content, GAP_TEST_KEPT_CONTENT: '' } },
  );
  return { status, stdout, stderr };
}

const change = (file: string, by: (text: string) => string) => writeFileSync(file, by(readFileSync(file, 'utf8')));
