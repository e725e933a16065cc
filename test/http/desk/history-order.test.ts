import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderHistory } from '../../../src/http/desk/submission/history-order.ts';

const revision = (number: number, at: string) => ({ revision: number, at, what: `revision ${number}` });
const step = (what: string, of: number, at: string) => ({ revision: of, at, what });
const reported = (events: readonly { what: string }[]) => events.map(({ what }) => what);

it('a step follows its revision, even if the clock was set back in between', () => {
  const came = [revision(1, '2026-05-02'), revision(2, '2026-05-03')];
  const steps = [step('return', 1, '2026-05-01'), step('accept', 2, '2026-04-01')];
  expect(reported(orderHistory(came, steps))).toEqual(['revision 1', 'return', 'revision 2', 'accept']);
});

it('a step on an earlier revision is placed by time', () => {
  const came = [revision(1, '2026-05-01'), revision(2, '2026-05-02'), revision(3, '2026-05-09')];
  expect(reported(orderHistory(came, [step('accept', 1, '2026-05-03')]))).toEqual([
    'revision 1',
    'revision 2',
    'accept',
    'revision 3',
  ]);
});

it('revisions and steps keep their own order at any clock time', () => {
  const instant = fc.constantFrom('2026-01', '2026-02', '2026-03', '2026-04');
  const events = fc.array(instant, { minLength: 1, maxLength: 5 });
  const asked = fc.array(fc.tuple(fc.nat(), instant), { maxLength: 6 });
  fc.assert(
    fc.property(events, asked, (came, decided) => {
      const revisions = came.map((at, place) => revision(place + 1, at));
      const steps = decided.map(([of, at], place) => step(`step ${place}`, (of % revisions.length) + 1, at));
      const ordered = orderHistory(revisions, steps);
      expect(ordered.filter((one) => revisions.includes(one))).toEqual(revisions);
      expect(ordered.filter((one) => steps.includes(one))).toEqual(steps);
      for (const one of steps)
        expect(ordered.indexOf(one)).toBeGreaterThan(ordered.indexOf(revisions[one.revision - 1]!));
    }),
  );
});
