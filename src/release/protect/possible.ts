/** The possible answers of a scored cell, and the score of each. */
import type { AnswerValue } from '../../domain/index.ts';
import type { CellDeclaration, Scorer } from '../../questionnaire/index.ts';

/** A possible answer, or all possible answers with the same score. */
export type PossibleLevel = {
  readonly name: string;
  /** An answer at this level. */
  readonly value: AnswerValue;
  /** 0 to 100; null if the choice is not scored. */
  readonly score: number | null;
};

/** Minimum number of values of a protected answer that must stay possible; all of them if there are fewer. */
export const leastPossible = 3;
const mostNumbers = 101;
const stepsOfDecimals = 20;

/** The possible answers: every choice of a list; for a share or a number, one for each distinct score, lowest first. */
export function levelsOf(cell: CellDeclaration): readonly PossibleLevel[] {
  const known = levelsByCell.get(cell);
  if (known) return known;
  const levels = makeLevels(cell, cell.question.scorer);
  levelsByCell.set(cell, levels);
  return levels;
}

/** Number of values of the cell's answer that must stay possible. */
export const requiredLevels = (cell: CellDeclaration): number => Math.min(leastPossible, levelsOf(cell).length);

// Cells are created once per instrument, and a release asks for the same ones for every country.
const levelsByCell = new WeakMap<CellDeclaration, readonly PossibleLevel[]>();

function makeLevels({ list, type, limits }: CellDeclaration, scorer: Scorer | null): PossibleLevel[] {
  if (scorer === null) return [];
  if (scorer.by === 'choice') return (list?.choices ?? []).map(({ name, score }) => ({ name, value: name, score }));
  if (scorer.by === 'share') {
    return Array.from({ length: scorer.of.length + 1 }, (_, count) => ({
      name: String(count),
      value: scorer.of.slice(0, count).join(' '),
      score: (100 * count) / scorer.of.length,
    }));
  }
  const low = Math.max(limits.min ?? Number.NEGATIVE_INFINITY, Math.min(scorer.low, scorer.high));
  const high = Math.min(limits.max ?? Number.POSITIVE_INFINITY, Math.max(scorer.low, scorer.high));
  const whole = type === 'integer';
  const steps = whole ? Math.min(mostNumbers - 1, Math.floor(high) - Math.ceil(low)) : stepsOfDecimals;
  const numbers = Array.from({ length: steps + 1 }, (_, step) => {
    const number = low + ((high - low) * step) / Math.max(1, steps);
    return whole ? Math.round(number) : number;
  });
  return [...new Set(numbers)].map((value) => ({ name: String(value), value, score: worthOfNumber(value, scorer) }));
}

/** The score of an answer, 0 to 100; null if it has none. The same as `pipelines/staging/worths.sql` computes. */
export function worthOf({ question, list }: CellDeclaration, value: AnswerValue | null): number | null {
  const { scorer } = question;
  if (scorer === null || value === null || value === '') return null;
  if (scorer.by === 'choice') return list?.choices.find(({ name }) => name === String(value))?.score ?? null;
  if (scorer.by === 'goalposts') {
    const number = Number(value);
    return Number.isNaN(number) ? null : worthOfNumber(number, scorer);
  }
  const chosen = new Set(String(value).split(' '));
  return (100 * scorer.of.filter((choice) => chosen.has(choice)).length) / scorer.of.length;
}

/** The score of a question that a low answer hides. */
export function lowestWorth({ question, list }: CellDeclaration): number {
  if (question.scorer?.by !== 'choice') return 0;
  const scores = (list?.choices ?? []).flatMap(({ score }) => (score === null ? [] : [score]));
  return scores.length === 0 ? 0 : Math.min(...scores);
}

const worthOfNumber = (number: number, { low, high }: { low: number; high: number }): number =>
  100 * Math.max(0, Math.min(1, (number - low) / (high - low)));
