/** The small questionnaire of test/cases/instruments, unchanged or edited. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Answer } from '../../src/domain/index.ts';
import { checkInstrument, type InstrumentReport, loadInstrument } from '../../src/questionnaire/index.ts';

export const contentRoot = join(import.meta.dirname, '../cases/instruments');

export const small = (version = '2') => loadInstrument(contentRoot, 'preparedness', version);

/** An edit of one file of version 2: `find` is replaced once; without `to` the file is deleted. */
export type Edit = { readonly file: string; readonly find?: string | RegExp; readonly to?: string };

/** Checks the small questionnaire after some edits. */
export function checkEdited(...edits: readonly Edit[]): InstrumentReport {
  return checkInstrument(editedRoot(...edits), 'preparedness', '2');
}

/** A content root for the running test with some edits. */
export function editedRoot(...edits: readonly Edit[]): string {
  const root = mkdtempSync(join(tmpdir(), 'gap-instrument-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  cpSync(contentRoot, root, { recursive: true });
  for (const { file, find, to } of edits) {
    const path = join(root, 'questionnaires/preparedness/2', file);
    if (to === undefined) rmSync(path);
    else writeFileSync(path, find === undefined ? to : replaced(readFileSync(path, 'utf8'), find, to));
  }
  return root;
}

function replaced(text: string, find: string | RegExp, to: string): string {
  const now = text.replace(find, () => to);
  if (now === text) throw new Error(`the edit finds nothing: ${find}`);
  return now;
}

/** An answer by cell id. `given` is a state, or else the value. */
export function answer(cell: string, given: string | number): Pick<Answer, 'question' | 'part' | 'state' | 'value'> {
  const question = cell.split('.')[0]!;
  const part = cell === question ? null : cell;
  const states = ['not_applicable', 'not_known', 'not_released', 'blank'] as const;
  const state = states.find((one) => one === given);
  return state ? { question, part, state, value: null } : { question, part, state: 'answered', value: given };
}

export const answers = (given: Readonly<Record<string, string | number>>) =>
  Object.entries(given).map(([cell, value]) => answer(cell, value));

/** `file:line` of a position with a column */
export const lineOf = (where: string): string => where.replace(/(:\d+):\d+$/, '$1');
