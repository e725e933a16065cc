/** The scope of a workbook: which questions it contains. */
import type { Question } from '../questionnaire/index.ts';

/** The whole questionnaire, its core questions, or the sections with these codes. */
export type Scope = 'whole' | 'core' | readonly string[];

export function inScope(question: Question, scope: Scope): boolean {
  if (scope === 'whole') return true;
  if (scope === 'core') return question.core;
  return scope.includes(question.section);
}

/** The scope as text, in a workbook and on a command line: `whole`, `core` or `C,D`. */
export function scopeText(scope: Scope): string {
  return typeof scope === 'string' ? scope : scope.join(',');
}

/** @returns the scope that `scopeText` wrote; codes in capitals, without duplicates */
export function readScope(text: string): Scope {
  const plain = text.trim();
  if (plain.toLowerCase() === 'whole' || plain === '') return 'whole';
  if (plain.toLowerCase() === 'core') return 'core';
  const codes = plain.split(/[\s,;]+/).filter((code) => code !== '');
  return [...new Set(codes.map((code) => code.toUpperCase()))];
}
