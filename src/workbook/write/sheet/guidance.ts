/**
 * The guidance next to a question: help, accepted input, choices, relevance rule, required evidence, legal reference.
 */
import { type CellDeclaration, dayOfBound, type Limits } from '../../../questionnaire/index.ts';
import type { LayoutRow } from '../../layout.ts';
import { legalReferences } from '../../legal-reference.ts';
import { ruleInWords } from '../../rule-words.ts';
import type { Say, Wording } from '../../wording.ts';

/** Lines of guidance for a row; the rows of a grid or group contain only what is specific to them. */
export function guidanceOf(row: LayoutRow, wording: Wording, say: Say): string {
  const { question, cell, kind } = row;
  if (kind === 'occurrence') return '';
  const lines: (string | null)[] = [];
  if (cell === null || cell.part === null) {
    lines.push(wording.help(question.code));
    lines.push(question.relevance ? say('guidance.only_if', { rule: ruleInWords(question, wording, say) }) : null);
  }
  if (kind === 'head') {
    lines.push(question.most === null ? say('guidance.parts') : say('guidance.repeat', { most: question.most }));
    const list = question.type === 'grid' && question.cellType === 'select_multiple' ? wording.listOf(question) : null;
    if (list)
      lines.push(
        severalChoices(
          list.map(({ text }) => text),
          say,
        ),
      );
  }
  if (cell !== null) lines.push(takes(cell, wording, say));
  if (cell === null || cell.part === null) {
    if (question.evidence) lines.push(say('guidance.evidence', { evidence: wording.evidence(question.evidence) }));
    if (question.legal.length > 0)
      lines.push(say('guidance.legal', { references: legalReferences(question.legal, wording, say) }));
  }
  return lines.filter((line) => line !== null && line !== '').join('\n');
}

function takes(cell: CellDeclaration, wording: Wording, say: Say): string | null {
  switch (cell.type) {
    case 'select_multiple':
      // A grid lists its choices once, in its heading.
      return cell.question.type === 'grid'
        ? null
        : severalChoices(
            wording.choices(cell).map(({ text }) => text),
            say,
          );
    case 'select_one':
      return cell.list?.openEnded ? say('guidance.country') : null;
    case 'integer':
      return say('guidance.whole_number', { limits: limitsInWords(cell.limits, say) });
    case 'decimal':
      return say('guidance.number', { limits: limitsInWords(cell.limits, say) });
    case 'date':
      return say('guidance.date', { limits: daysInWords(cell.limits, wording.version, say) });
    case 'text':
      return null;
  }
}

function severalChoices(labels: readonly string[], say: Say): string {
  return [say('guidance.several'), ...labels.map((label, place) => `${place + 1}  ${label}`)].join('\n');
}

/** @returns `none` without limits, for which message texts have a case */
export function limitsInWords({ min, max }: Limits, say: Say): string {
  if (min !== null && max !== null) return say('guidance.between', { min, max });
  if (min !== null) return say('guidance.at_least', { min });
  return max === null ? 'none' : say('guidance.at_most', { max });
}

/** @returns `none` if there are no bounds */
export function daysInWords({ from, until }: Limits, version: string, say: Say): string {
  const [first, last] = [dayOfBound(from, version, 'from'), dayOfBound(until, version, 'until')];
  if (first !== null && last !== null) return say('guidance.between', { min: first, max: last });
  if (first !== null) return say('guidance.day_from', { day: first });
  return last === null ? 'none' : say('guidance.day_until', { day: last });
}
