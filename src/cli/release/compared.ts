/** The differences between two releases as lines for a terminal. */
import { roundDown } from '../../i18n/index.ts';
import type { AnswerChange, ReleaseDifference } from '../../release/index.ts';

/** @param most - maximum number of figures listed */
export function describeDifference(difference: ReleaseDifference, most = Number.POSITIVE_INFINITY): string[] {
  const { from, to, marts, scores, answers, modelsChanged, weightsChanged } = difference;
  if (marts.length === 0) return [`${from} and ${to} say the same.`];
  return [
    `${from} → ${to}`,
    `tables that differ: ${marts.join(', ')}`,
    `method: ${modelsChanged ? 'statements changed' : 'the same statements'}, ${weightsChanged ? 'weights changed' : 'the same weights'}`,
    '',
    `${scores.length} ${scores.length === 1 ? 'figure' : 'figures'} changed${scores.length === 0 ? '' : ':'}`,
    ...scores
      .slice(0, most)
      .flatMap(({ cycle, country, element, from: was, to: is, causes }) => [
        `  ${cycle} ${country} ${element}: ${points(was)} → ${points(is)} (${causes.join(', ')})`,
        ...answers
          .filter((one) => one.cycle === cycle && one.country === country && one.indicator === element)
          .map((one) => `    ${describeAnswer(one)}`),
      ]),
    ...(scores.length > most ? [`  … and ${scores.length - most} more: gap release compare ${from} ${to}`] : []),
  ];
}

function describeAnswer({ item, from, to, kind, cell }: AnswerChange): string {
  return `${item}: ${from ?? 'none'} → ${to ?? 'none'} (${kind}${cell === null ? '' : `, ${cell}`})`;
}

const points = (value: number | null) => (value === null ? 'none' : String(roundDown(value, 2)));
