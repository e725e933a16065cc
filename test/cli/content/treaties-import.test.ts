import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminalIn } from '../terminal.ts';

const contentRoot = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'gap-treaties-'));
const table = readFileSync(join(contentRoot, 'pipelines/reference/treaties.csv'), 'utf8');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gap = terminalIn(folder, { now: () => new Date('2026-03-01T00:00:00Z') });

describe('gap treaties import', () => {
  beforeAll(async () => {
    const opened = await gap('cycle', 'open', 'cybercrime-2026', '--all');
    expect(opened.err + opened.out).toContain('cybercrime-2026');
    const changed = table.replace(
      /^(CETS 185,NGA,.*?),2025-01-01,"general knowledge[^"]*",.*$/m,
      '$1,2026-01-01,Treaty Office chart,',
    );
    expect(changed).not.toBe(table);
    writeFileSync(join(folder, 'newer.csv'), changed);
    writeFileSync(join(folder, 'same.csv'), table);
  });

  it('reports that nothing differs', async () => {
    const { code, out } = await gap('treaties', 'import', 'same.csv');
    expect(code).toBe(0);
    expect(out).toBe('same.csv: nothing differs. There is nothing to apply.\n');
  });

  it('shows the changes and makes them only with --apply', async () => {
    const shown = await gap('treaties', 'import', 'newer.csv');
    expect(shown.out).toMatch(/CETS 185 NGA: .*source general knowledge.* → Treaty Office chart/);
    expect(shown.out).toContain('add --apply');
    expect((await gap('treaties', 'import', 'newer.csv')).out).toBe(shown.out);
    expect((await gap('treaties', 'import', 'newer.csv', '--apply')).out).toContain('1 facts were written');
    expect((await gap('treaties', 'import', 'newer.csv')).out).toContain('nothing differs');
  });

  it('refuses a missing file and names it', async () => {
    expect(await gap('treaties', 'import', 'gone.csv')).toMatchObject({ code: 66 });
    expect((await gap('treaties', 'import')).err).toContain('gap treaties import FILE [--apply]');
  });
});
