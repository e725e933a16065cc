import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, type World } from '../../../src/cli/index.ts';
import { contentRoot, type Edit, editedRoot } from '../../questionnaire/small.ts';

/** Runs `gap questionnaire check` on a content root. @returns its output and exit code */
async function check(root: string, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const world = {
    contentRoot: root,
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
  } as unknown as World;
  return { code: await runCommand(['questionnaire', 'check', ...args], world), out: out.join(''), err: err.join('') };
}

const checkEdited = (...edits: Edit[]) => check(editedRoot(...edits), 'preparedness', '2');

describe('gap questionnaire check', () => {
  it('summarises each questionnaire', async () => {
    const { code, out, err } = await check(contentRoot);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(
      'preparedness 1: 2 sections, 11 questions (2 core, 4 scored, 2 with relevance), 20 answer cells',
    );
    expect(out).toContain(
      'en and fr (to be reviewed), from preparedness 1 8 same, 1 recoded, 1 changed, 1 new, 1 dropped',
    );
  });

  it('checks one instrument, or one version of it', async () => {
    expect((await check(contentRoot, 'preparedness', '2')).out).not.toContain('preparedness 1: ');
    expect((await check(contentRoot, 'preparedness')).out.match(/sections/g)).toHaveLength(2);
  });

  it('reports every fault with file, line and correction, and exits with code 1', async () => {
    const { code, err } = await checkEdited(
      { file: 'questionnaire.yaml', find: 'type: group', to: 'type: groop' },
      { file: 'texts/en.yaml', find: 'P05: { label: Who takes part }', to: 'P05: { help: Who }' },
    );
    expect(code).toBe(1);
    expect(err.split('\n')[0]).toBe('preparedness 2: 2 errors');
    expect(err).toMatch(/2\/questionnaire\.yaml:19:\d+: Question P03: "type" is "groop"/);
    expect(err).toContain('Did you mean "group"?');
    expect(err).toMatch(/2\/texts\/en\.yaml:12:\d+: Question P05 has no text in the language "en"\./);
  });

  it('warns of a missing translation and exits with code 0', async () => {
    const { code, out, err } = await checkEdited({ file: 'texts/fr.yaml', find: / {2}S05: .*\n/, to: '' });
    expect(code).toBe(0);
    expect(out).toContain('preparedness 2: 2 sections');
    expect(err).toContain('preparedness 2: 1 warning\n');
    expect(err).toContain('Add "questions.S05.label" to "questionnaires/preparedness/2/texts/fr.yaml".');
  });

  it('reports a mistake in the rules of a cycle with file, line and "did you mean"', async () => {
    const project = join(import.meta.dirname, '../../..');
    const root = mkdtempSync(join(tmpdir(), 'gap-check-'));
    try {
      symlinkSync(join(project, 'questionnaires'), join(root, 'questionnaires'));
      mkdirSync(join(root, 'pipelines/framework/cybercrime'), { recursive: true });
      const rules = readFileSync(join(project, 'pipelines/framework/cybercrime/cycles.yaml'), 'utf8');
      const slipped = rules.replace('  publication:', '  publicaton:');
      writeFileSync(join(root, 'pipelines/framework/cybercrime/cycles.yaml'), slipped);
      const { code, err } = await check(root, 'cybercrime');
      expect(code).toBe(1);
      expect(err).toContain('cybercrime, rules of its cycles: 1 error\n');
      expect(err).toMatch(
        /cycles\.yaml:\d+:\d+: "2024" has "publicaton", which has no meaning here\. Did you mean "publication"\?/,
      );
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it('refuses unknown questionnaires and unknown arguments', async () => {
    expect(await check(contentRoot, 'water')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Available: preparedness 1'),
    });
    expect(await check(contentRoot, '--all')).toMatchObject({
      code: 64,
      err: expect.stringContaining('has no option --all.'),
    });
  });

  it('finds no fault and no missing translation in the questionnaires of this project', async () => {
    const { code, err } = await check(join(import.meta.dirname, '../../..'));
    expect([code, err]).toEqual([0, '']);
  });
});
