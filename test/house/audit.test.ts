import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditActions } from '../../src/domain/index.ts';
import { root, sourceFiles } from './source.ts';

it('docs/operations.md lists every audit action with its meaning', () => {
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8').replace(/ +/g, ' ');
  const missing = Object.entries(auditActions).filter(
    ([action, means]) => !page.includes(`| \`${action}\` | ${means} |`),
  );
  expect(missing).toEqual([]);
});

it('every listed audit action is used', () => {
  const written = new Set(sourceFiles().flatMap(({ path, strings }) => (path.startsWith('domain/') ? [] : strings)));
  // The code builds the names of the three decisions from the step.
  const decisions = ['submission.accept', 'submission.return', 'submission.reopen'];
  const unwritten = Object.keys(auditActions).filter((action) => !written.has(action) && !decisions.includes(action));
  expect(unwritten).toEqual([]);
});

it('the person that acts as the secretariat is declared once', () => {
  const declaring = sourceFiles().filter(({ text }) => /id: 'secretariat'/.test(text));
  expect(declaring.map(({ path }) => path)).toEqual(['domain/person.ts']);
});
