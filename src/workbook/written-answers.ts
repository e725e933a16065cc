/** Recorded answers as a workbook shows them in the answer cells: as answers, not as earlier answers to confirm. */
import { type Answer, answerId } from '../domain/index.ts';
import type { Prefill, WrittenAnswer } from './write/order.ts';

/** @param prefills - prefills of the same workbook; an answer that confirmed one is written as a confirmation */
export function writtenAnswers(recorded: readonly Answer[], prefills: readonly Prefill[]): WrittenAnswer[] {
  const known = new Map(prefills.map(({ id, value }) => [id, value]));
  return recorded.flatMap((answer): WrittenAnswer[] => {
    const { state, value, reason, comment, note, evidence } = answer;
    const id = answerId(answer);
    const beside = { reason, comment, note, evidence };
    if (state === 'blank' && Object.values(beside).every((remark) => remark === null)) return [];
    if (state !== 'answered') return [{ id, ...(state !== 'blank' && { state }), ...beside }];
    return answer.confirmed && known.get(id) === value
      ? [{ id, confirmed: true, ...beside }]
      : [{ id, value, ...beside }];
  });
}
