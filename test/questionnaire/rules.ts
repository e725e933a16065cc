/** Generators of rules and answers for property tests. */
import fc from 'fast-check';
import {
  type Expression,
  type KnownAnswer,
  type Reference,
  toExcelFormula,
  type ValueExpression,
} from '../../src/questionnaire/index.ts';
import type { CellValue } from './formula.ts';

const reference = (question: string, holds: Reference['holds']): Reference => ({
  kind: 'reference',
  question,
  part: null,
  sameRow: false,
  holds,
  at: 1,
});

/** Questions of these rules: two numbers, a choice, a multiple choice and a date. */
export const cells = ['N1', 'N2', 'C1', 'M1', 'D1'] as const;

const names = ['a', 'b', 'A', 'ab'];
const days = ['2024-01-31', '2024-02-01', '2025-02-01'];

const any = fc.letrec<{ truth: Expression; number: ValueExpression; name: ValueExpression; date: ValueExpression }>(
  (tie) => ({
    number: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.integer({ min: 0, max: 4 }).map((number): ValueExpression => ({ kind: 'number', number })),
      fc.constantFrom<ValueExpression>(reference('N1', 'number'), reference('N2', 'number')),
      fc.constant<ValueExpression>({ kind: 'count', of: reference('M1', 'names') }),
      fc.record({ kind: fc.constant('negative' as const), of: tie('number') }),
      fc.record({
        kind: fc.constant('arithmetic' as const),
        sign: fc.constantFrom('+' as const, '-' as const, '*' as const, 'div' as const, 'mod' as const),
        left: tie('number'),
        right: tie('number'),
      }),
      fc.record({ kind: fc.constant('coalesce' as const), first: tie('number'), otherwise: tie('number') }),
      fc.record({
        kind: fc.constant('if' as const),
        test: tie('truth'),
        whenTrue: tie('number'),
        otherwise: tie('number'),
      }),
    ),
    name: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      fc.constantFrom(...names).map((text): ValueExpression => ({ kind: 'text', text })),
      fc.constant<ValueExpression>(reference('C1', 'name')),
      fc.record({ kind: fc.constant('coalesce' as const), first: tie('name'), otherwise: tie('name') }),
    ),
    date: fc.oneof(
      fc.constantFrom(...days).map((text): ValueExpression => ({ kind: 'text', text })),
      fc.constant<ValueExpression>(reference('D1', 'date')),
    ),
    truth: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.record({
        kind: fc.constant('comparison' as const),
        sign: fc.constantFrom('=' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const),
        left: tie('number'),
        right: tie('number'),
        at: fc.constant(1),
      }),
      fc.record({
        kind: fc.constant('comparison' as const),
        sign: fc.constantFrom('=' as const, '!=' as const),
        left: tie('name'),
        right: tie('name'),
        at: fc.constant(1),
      }),
      fc.record({
        kind: fc.constant('comparison' as const),
        sign: fc.constantFrom('=' as const, '<' as const, '>=' as const),
        left: fc.constant<ValueExpression>(reference('D1', 'date')),
        right: tie('date'),
        at: fc.constant(1),
      }),
      fc.record({
        kind: fc.constant('selected' as const),
        in: fc.constantFrom<ValueExpression>(reference('M1', 'names'), reference('C1', 'name')),
        name: fc.constantFrom(...names),
        at: fc.constant(1),
      }),
      fc.boolean().map((value): Expression => ({ kind: 'constant', value })),
      fc.record({ kind: fc.constant('not' as const), of: tie('truth') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        of: fc.array(tie('truth'), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('choose' as const),
        test: tie('truth'),
        whenTrue: tie('truth'),
        otherwise: tie('truth'),
      }),
    ),
  }),
);

export const anyRule: fc.Arbitrary<Expression> = any.truth;

const unanswered: fc.Arbitrary<KnownAnswer> = fc.constantFrom(
  { state: 'blank', value: null },
  { state: 'not_known', value: null },
  { state: 'not_released', value: null },
  { state: 'not_applicable', value: null },
  { state: 'answered', value: 3, hidden: true },
);
const answered = <Value extends string | number>(value: fc.Arbitrary<Value>) =>
  fc.oneof(
    { weight: 3, arbitrary: value.map((of): KnownAnswer => ({ state: 'answered', value: of })) },
    { weight: 1, arbitrary: unanswered },
  );

export const anyAnswers: fc.Arbitrary<Record<(typeof cells)[number], KnownAnswer>> = fc.record({
  N1: answered(fc.integer({ min: 0, max: 4 })),
  N2: answered(fc.integer({ min: -2, max: 4 })),
  C1: answered(fc.constantFrom(...names)),
  M1: answered(fc.subarray(names, { minLength: 1 }).map((several) => several.join(' '))),
  D1: answered(fc.constantFrom(...days)),
});

/** Values are in columns A to E, and "does not apply" flags in F to J. */
export function formulaFor(rule: Expression, row = 1): string {
  return toExcelFormula(rule, (cell) => {
    const column = cells.indexOf(cell as 'N1');
    return { value: `${'ABCDE'[column]}${row}`, absent: `${'FGHIJ'[column]}${row}=1` };
  });
}

export function sheetValue(answers: Readonly<Record<string, KnownAnswer>>, address: string): CellValue {
  const column = 'ABCDEFGHIJ'.indexOf(address[0]!);
  const { state, value, hidden = false } = answers[cells[column % 5]!]!;
  if (column >= 5) return state === 'not_applicable' || hidden ? 1 : 0;
  return state === 'answered' && value !== null ? value : '';
}
