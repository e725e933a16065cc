import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openContent } from '../../src/collection/content.ts';
import { parseCycleRules } from '../../src/collection/cycle-rules.ts';
import { safeFileName } from '../../src/collection/file-name.ts';
import { publicationChoices } from '../../src/collection/publication.ts';
import { said } from './tiny.ts';

describe('the rules of a cycle', () => {
  const text = `
    "2026":
      target: 75
      target_year: 2030
      baseline: "2024"
      need: { question: N1, help: N2, obstacles: [N3] }
      publication: { sections: P1, needs: P2, choices: { all: published, scores: scores_only, none: not_published } }`;

  it('are read as far as collecting needs them', () => {
    const rules = parseCycleRules(text, 'tiny', '2026');
    expect(rules).toMatchObject({ target: 75, targetYear: 2030, baseline: 'tiny-2024' });
    expect(rules.publication).toMatchObject({
      sectionQuestion: 'P1',
      needsQuestion: 'P2',
      needQuestions: ['N1', 'N2', 'N3'],
    });
  });

  it('ask nothing where the version has none', () => {
    for (const none of [parseCycleRules('', 'tiny', '2026'), parseCycleRules(text, 'tiny', '2030')]) {
      expect(none).toMatchObject({ target: null, baseline: null, publication: { sectionQuestion: null } });
    }
  });

  it.each([
    ['all', 'all', 'published published'],
    ['all', 'none', 'not_published published'],
    ['none', 'all', 'not_published not_published'],
    ['scores', null, 'scores_only scores_only'],
  ])('keep needs back by the stricter of the choices %s and %s', (section, needs, chosen) => {
    const { publication } = parseCycleRules(text, 'tiny', '2026');
    const answers = [said('P1.N', section), said('P2', needs)];
    const choice = publicationChoices(answers, publication);
    expect(`${choice('N', 'N1')} ${choice('N', 'N9')}`).toBe(chosen);
  });

  it('keep a section back that the country declines to speak of', () => {
    const { publication } = parseCycleRules(text, 'tiny', '2026');
    const choice = publicationChoices([said('P1.N', null, { state: 'not_released' })], publication);
    expect(choice('N', 'N9')).toBe('not_published');
  });

  it('of the cybercrime questionnaire name questions and choices that it has', () => {
    const root = join(import.meta.dirname, '../..');
    const content = openContent(root);
    const versions = content.instruments().filter(({ id }) => id === 'cybercrime');
    expect(versions.length).toBeGreaterThanOrEqual(2);
    for (const instrument of versions) {
      const { publication } = content.cycleRules(instrument.id, instrument.version);
      const question = instrument.questions.get(publication.sectionQuestion!)!;
      expect(question.rows).toBe('sections');
      const choices = instrument.lists.get(question.list!)!.choices.map(({ name }) => name);
      expect([...publication.choices.keys()].sort()).toEqual([...choices].sort());
      for (const code of [publication.needsQuestion!, ...publication.needQuestions]) {
        expect(instrument.questions.has(code)).toBe(true);
      }
      const { agreeing, prefill } = content.treatyAnswers(instrument.id);
      const about = [...instrument.questions.values()].filter(({ treaties }) => treaties.length > 0);
      expect(about.length).toBeGreaterThan(0);
      for (const { list } of about) {
        const known = new Set(instrument.lists.get(list!)!.choices.map(({ name }) => name));
        for (const choice of [...[...agreeing.values()].flatMap((set) => [...set]), ...prefill.values()]) {
          expect(known).toContain(choice);
        }
      }
    }
  });
});

describe('the name of an uploaded file', () => {
  it.each([
    ['Réponse AAA.xlsx', 'Réponse AAA.xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\réponse.xlsx', 'réponse.xlsx'],
    ['a\r\nSet-Cookie: x.xlsx', 'aSet-Cookie_ x.xlsx'],
    ['invoice\u202Excslx.exe', 'invoicexcslx.exe'],
    ['"quoted"; filename=x', '_quoted__ filename=x'],
    ['.hidden', 'hidden'],
    ['\u0000\u200B', 'workbook.xlsx'],
    ['', 'workbook.xlsx'],
  ])('%j is kept as %j', (given, kept) => {
    expect(safeFileName(given)).toBe(kept);
  });

  it('is cut before its ending', () => {
    const name = safeFileName(`${'é'.repeat(300)}.xlsx`);
    expect([...name]).toHaveLength(120);
    expect(name.endsWith('é.xlsx')).toBe(true);
  });
});
