import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatFault } from '../../src/content/index.ts';
import { publicationBy } from '../../src/domain/index.ts';
import { canonicalRules, checkCycleRules, loadCycleRules, rulesHash } from '../../src/questionnaire/index.ts';

const project = resolve(import.meta.dirname, '../..');
const root = mkdtempSync(join(tmpdir(), 'gap-rules-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
symlinkSync(join(project, 'questionnaires'), join(root, 'questionnaires'));
const folder = join(root, 'pipelines/framework/cybercrime');
mkdirSync(folder, { recursive: true });
const path = join(folder, 'cycles.yaml');
const original = readFileSync(join(project, 'pipelines/framework/cybercrime/cycles.yaml'), 'utf8');
cpSync(join(project, 'pipelines/framework/preparedness'), join(root, 'pipelines/framework/preparedness'), {
  recursive: true,
});

/** Faults that the reader reports after a text is replaced at every occurrence. */
function faultsAfter(from: string | RegExp, to: string): string[] {
  const text = original.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to);
  expect(text).not.toBe(original);
  writeFileSync(path, text);
  return checkCycleRules(root, 'cybercrime').faults.map(formatFault);
}

describe('the rules of the cycles in the repository', () => {
  it.each(['cybercrime', 'preparedness'])('of %s have no fault', (id) => {
    expect(checkCycleRules(project, id).faults).toEqual([]);
  });

  it('define the meaning of each publication choice', () => {
    expect(loadCycleRules(project, 'cybercrime', '2026').publication).toMatchObject({
      by: 'country',
      sections: 'A06',
      needs: 'L07',
      needQuestions: ['L03', 'L04', 'L05', 'B08', 'E14', 'L08'],
      followWidest: ['A'],
      choices: { not_for_publication: 'not_published' },
    });
    // Support implies a need: it is published only as widely as needs are.
    const choices = new Map([['A06.L', 'published'] as const, ['L07', 'not_published'] as const]);
    const publicationOf = publicationBy(choices, loadCycleRules(project, 'cybercrime', '2026').publication);
    expect(['L03', 'L08', 'L09'].map((question) => publicationOf('L', question))).toEqual([
      'not_published',
      'not_published',
      'published',
    ]);
    expect(loadCycleRules(project, 'preparedness', '2025').publication).toEqual({ by: 'instrument' });
  });

  it('have a hash that does not depend on the order of lines', () => {
    const rules = loadCycleRules(project, 'cybercrime', '2026');
    const reordered = Object.fromEntries(Object.entries(rules).reverse()) as typeof rules;
    expect(rulesHash(reordered)).toBe(rulesHash(rules));
    expect(rulesHash(JSON.parse(canonicalRules(rules)))).toBe(rulesHash(rules));
    expect(rulesHash({ ...rules, publication: { by: 'instrument' } })).not.toBe(rulesHash(rules));
  });
});

describe('a mistake in the rules of a cycle is refused with file and line:', () => {
  it.each<[string, string | RegExp, string, string]>([
    [
      'a misspelled key',
      'publication:',
      'publicaton:',
      'has "publicaton", which has no meaning here. Did you mean "publication"?',
    ],
    [
      'the choice of sections mistyped',
      '    sections:',
      '    section:',
      'has "section", which has no meaning here. Did you mean "sections"?',
    ],
    ['the choice of needs mistyped', '    needs: L07', '    need: L07', 'Did you mean "needs"?'],
    [
      'an unknown question',
      'sections: A06',
      'sections: A66',
      '"publication.sections" is "A66", but the questionnaire cybercrime 2024 has no such grid with a row for each section and one choice in it.',
    ],
    ['a question of another kind', 'sections: A06', 'sections: A02', '"publication.sections" is "A02"'],
    ['an unknown question about needs', 'needs: L07', 'needs: L77', '"publication.needs" is "L77"'],
    ['an unknown choice', 'not_for_publication: not', 'not_for_publicaton: not', 'Did you mean "not_for_publication"?'],
    ['an unknown meaning', ': not_published', ': not_publishd', 'Did you mean "not_published"?'],
    [
      'a choice without a meaning',
      ', not_for_publication: not_published',
      '',
      '"publication.choices" has no "not_for_publication", which is a choice of these questions. Add "not_for_publication" with one of',
    ],
    ['"not chosen" as the meaning of a choice', ': not_published', ': not_chosen', 'is "not_chosen"'],
    [
      'two choices that publish',
      'scores_only: scores_only',
      'scores_only: published',
      '"publication.choices" gives "section_may_be_published" and "scores_only" of question A06 the same meaning, "published".',
    ],
    [
      'a refusal that counts in scores',
      'not_for_publication: not_published',
      'not_for_publication: scores_only',
      'gives "scores_only" and "not_for_publication" of question A06 the same meaning, "scores_only".',
    ],
    ['an unknown section', 'follow_widest: [A]', 'follow_widest: [AA]', '"publication.follow_widest.1" is "AA"'],
    [
      'a section that is chosen for itself',
      'follow_widest: [A]',
      'follow_widest: [C]',
      '"publication.follow_widest.1" is "C"',
    ],
    ['rules without publication', /\n {2}publication:\n.*\n.*\n.*\n.*\n/, '\n', 'has no "publication"'],
    [
      'a word for all',
      /\n {2}publication:\n.*\n.*\n.*\n.*\n/,
      '\n  publication: everything\n',
      '.publication" is "everything"',
    ],
    ['a need for an unknown question', 'question: L03', 'question: L33', '"need.question" is "L33"'],
    ['an unknown obstacle', 'obstacles: [B08, E14]', 'obstacles: [B08, E44]', '"need.obstacles.2" is "E44"'],
    [
      'an unknown priority',
      '{ 0: 0, 1: 0.25,',
      '{ 0: 0, 7: 0.25,',
      'has "7", but there is no such choice of question L03',
    ],
    ['an unknown pressing priority', 'pressing: [3, 4]', 'pressing: [3, 5]', '"need.pressing.2" is "5"'],
    ['an unknown part', 'provider: provider', 'provider: provder', 'Did you mean "provider"?'],
    [
      'a text for a number',
      'coverage_threshold: 0.6666666666666666',
      'coverage_threshold: two thirds',
      'coverage_threshold" is "two thirds", not a number',
    ],
    [
      'a share above 1',
      'coverage_threshold: 0.6666666666666666',
      'coverage_threshold: 66',
      'coverage_threshold" is 66, more than 1.',
    ],
    ['a missing rule', /\n {2}least_group: 5/, '', 'has no "least_group"'],
    ['tiers that fall', '[25, 50, 75]', '[50, 25, 75]', 'The scores of "tiers" do not rise: 50, 25, 75.'],
    ['an unknown baseline', 'baseline: "2024"', 'baseline: "2023"', '"baseline" is "2023", but the questionnaire'],
    ['an unknown version', '"2026":', '"2062":', 'The questionnaire cybercrime has no version "2062"'],
    ['a version without rules', /\n"2026":[\s\S]*$/, '\n', 'The file has no "2026", which is a version of cybercrime.'],
    [
      'an impossible date',
      'reference_date: "2026-06-30"',
      'reference_date: "2026-06-31"',
      'is not a date in the calendar',
    ],
    ['a pace mistyped', 'on_track', 'ontrack', 'Did you mean "on_track"?'],
    ['an empty part', /\n {2}publication:\n.*\n.*\n.*\n.*\n/, '\n  publication:\n', '.publication" is empty'],
  ])('%s', (_, from, to, says) => {
    const faults = faultsAfter(from, to);
    expect(faults.join('\n')).toContain(says);
    // A mistake is one fault in each version that contains it.
    expect(faults.length).toBeLessThanOrEqual(2);
    for (const fault of faults)
      expect(fault).toMatch(/^pipelines\/framework\/cybercrime\/cycles\.yaml:\d+:\d+: .+\. .+[.?]$/);
  });

  it('all faults at once, and nothing is loaded from the file', () => {
    const faults = faultsAfter(/publication:|tiers:/, 'x$&');
    expect(faults.length).toBeGreaterThanOrEqual(4);
    expect(() => loadCycleRules(root, 'cybercrime', '2026')).toThrow(/cycles\.yaml:\d+/);
  });

  it('a missing file', () => {
    rmSync(path);
    expect(() => loadCycleRules(root, 'cybercrime', '2026')).toThrow(/cycles\.yaml/);
  });
});
