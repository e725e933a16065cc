/**
 * Evaluates a rule for given answers.
 *
 * There are four ordered truth values: true, not known yet, depending on a question that does not apply, and false.
 * `or` is the maximum, `and` the minimum; `not` swaps true and false and keeps the two in the middle. A question is
 * shown if its rule is true or not known yet.
 */
import type { AnswerState, AnswerValue } from '../../domain/index.ts';
import { cellOfReference, comparedAs, type Expression, type ValueExpression } from './expression.ts';

export const truths = { holds: 3, unknown: 2, absent: 1, fails: 0 } as const;
export type Truth = (typeof truths)[keyof typeof truths];

/** The known answer of one cell. */
export type KnownAnswer = {
  readonly state: AnswerState;
  readonly value: AnswerValue | null;
  /** True if its own rule hides it: its input is then ignored. */
  readonly hidden?: boolean;
};

/** Finds a cell's answer by its id as in `cellsOf`; `.` is the question's own answer. Undefined counts as blank. */
export type AnswerLookup = (cell: string) => KnownAnswer | undefined;

export type Circumstances = {
  /** Row of the grid for which the rule is evaluated. */
  readonly row?: string | null;
  /** ISO date for `today()`, which is unknown if omitted. */
  readonly today?: string;
};

/** A value, or why there is none. */
type Found = AnswerValue | typeof unknown | typeof absent;
const unknown: unique symbol = Symbol('not known');
const absent: unique symbol = Symbol('does not apply');

/** True if the question is shown: its rule is true, or not known yet. */
export function isRelevant(
  rule: Expression | null,
  lookup: AnswerLookup,
  row: string | null = null,
  today?: string,
): boolean {
  if (rule === null) return true;
  return truthOf(rule, lookup, today === undefined ? { row } : { row, today }) >= truths.unknown;
}

/** The truth value of a rule. */
export function truthOf(rule: Expression, lookup: AnswerLookup, circumstances: Circumstances = {}): Truth {
  const truth = (one: Expression): Truth => {
    switch (one.kind) {
      case 'and':
        return Math.min(...one.of.map(truth)) as Truth;
      case 'or':
        return Math.max(...one.of.map(truth)) as Truth;
      case 'not':
        return opposite(truth(one.of));
      case 'constant':
        return one.value ? truths.holds : truths.fails;
      case 'choose': {
        const test = truth(one.test);
        if (test === truths.holds) return truth(one.whenTrue);
        return test === truths.fails ? truth(one.otherwise) : test;
      }
      case 'selected':
        return reported([value(one.in)], ([names]) => words(names!).includes(one.name));
      case 'matches':
        return reported([value(one.value)], ([text]) => new RegExp(`^(?:${one.pattern})$`, 'u').test(String(text)));
      case 'comparison': {
        const as = comparedAs(one);
        const convert = as === 'number' ? toNumber : toText;
        return reported([convert(value(one.left)), convert(value(one.right))], ([left, right]) =>
          compare(left!, one.sign, right!),
        );
      }
    }
  };

  const value = (one: ValueExpression): Found => {
    switch (one.kind) {
      case 'text':
        return one.text;
      case 'number':
        return one.number;
      case 'today':
        return circumstances.today ?? unknown;
      case 'self':
        return found(lookup('.'));
      case 'reference':
        return found(lookup(cellOfReference(one, circumstances.row ?? null)));
      case 'count': {
        const of = value(one.of);
        return typeof of === 'symbol' ? of : words(of).length;
      }
      case 'coalesce': {
        const first = value(one.first);
        return typeof first === 'symbol' ? value(one.otherwise) : first;
      }
      case 'negative':
        return calculate(0, '-', value(one.of));
      case 'arithmetic':
        return calculate(value(one.left), one.sign, value(one.right));
      case 'if': {
        const test = truth(one.test);
        if (test === truths.holds) return value(one.whenTrue);
        if (test === truths.fails) return value(one.otherwise);
        return test === truths.unknown ? unknown : absent;
      }
    }
  };

  return truth(rule);
}

function found(answer: KnownAnswer | undefined): Found {
  if (answer?.hidden || answer?.state === 'not_applicable') return absent;
  if (answer?.state !== 'answered' || answer.value === null || answer.value === '') return unknown;
  return answer.value;
}

function reported(values: readonly Found[], test: (values: readonly AnswerValue[]) => boolean): Truth {
  if (values.includes(absent)) return truths.absent;
  if (values.includes(unknown)) return truths.unknown;
  return test(values as AnswerValue[]) ? truths.holds : truths.fails;
}

function opposite(truth: Truth): Truth {
  if (truth === truths.holds) return truths.fails;
  return truth === truths.fails ? truths.holds : truth;
}

/** A numeric text counts as a number; for any other text, the number is unknown. */
function toNumber(value: Found): Found {
  if (typeof value !== 'string') return value;
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : unknown;
}

function toText(value: Found): Found {
  return typeof value === 'number' ? String(value) : value;
}

function compare(left: AnswerValue, sign: string, right: AnswerValue): boolean {
  if (sign === '=') return left === right;
  if (sign === '!=') return left !== right;
  if (sign === '<') return left < right;
  if (sign === '<=') return left <= right;
  return sign === '>' ? left > right : left >= right;
}

function calculate(left: Found, sign: string, right: Found): Found {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a === absent || b === absent) return absent;
  if (typeof a !== 'number' || typeof b !== 'number') return unknown;
  if (sign === '+') return a + b;
  if (sign === '-') return a - b;
  if (sign === '*') return a * b;
  if (b === 0) return unknown;
  return sign === 'div' ? a / b : a % b;
}

function words(names: AnswerValue): string[] {
  return String(names).split(' ').filter(Boolean);
}
