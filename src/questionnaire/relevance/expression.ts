/**
 * The syntax tree of a relevance rule.
 *
 * The language is that of XLSForm with one restriction: conditions and values are different types, so that a rule
 * means the same in JavaScript, in a spreadsheet and in a form.
 */

/** Type of the answer to a reference; null until it is resolved against the instrument. */
export type Holds = 'number' | 'name' | 'names' | 'date' | 'text';

export type Reference = {
  readonly kind: 'reference';
  readonly question: string;
  /** The part of a group or row of a grid in the reference, `${E04.sent}`; null if there is none. */
  readonly part: string | null;
  /** True if a grid's rule refers to another grid: its row of the same name is meant. */
  readonly sameRow: boolean;
  readonly holds: Holds | null;
  /** Position in the rule's text, counted from 1. */
  readonly at: number;
};

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | 'div' | 'mod';

/** An expression with a number or a text as its value. */
export type ValueExpression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | Reference
  /** `.`, the question's own answer. */
  | { readonly kind: 'self'; readonly at: number }
  | { readonly kind: 'today' }
  | { readonly kind: 'count'; readonly of: ValueExpression }
  | { readonly kind: 'coalesce'; readonly first: ValueExpression; readonly otherwise: ValueExpression }
  | {
      readonly kind: 'arithmetic';
      readonly sign: Arithmetic;
      readonly left: ValueExpression;
      readonly right: ValueExpression;
    }
  | { readonly kind: 'negative'; readonly of: ValueExpression }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly whenTrue: ValueExpression;
      readonly otherwise: ValueExpression;
    };

/** An expression that is true, false or not known. */
export type Expression =
  | {
      readonly kind: 'comparison';
      readonly sign: ComparisonOperator;
      readonly left: ValueExpression;
      readonly right: ValueExpression;
      readonly at: number;
    }
  | { readonly kind: 'and'; readonly of: readonly Expression[] }
  | { readonly kind: 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'selected'; readonly in: ValueExpression; readonly name: string; readonly at: number }
  | { readonly kind: 'matches'; readonly value: ValueExpression; readonly pattern: string }
  | { readonly kind: 'constant'; readonly value: boolean }
  | {
      readonly kind: 'choose';
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly otherwise: Expression;
    };

type AnyExpression = Expression | ValueExpression;

/** The direct children of an expression. */
export function childrenOf(expression: AnyExpression): readonly AnyExpression[] {
  switch (expression.kind) {
    case 'comparison':
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'and':
    case 'or':
      return expression.of;
    case 'not':
    case 'negative':
    case 'count':
      return [expression.of];
    case 'selected':
      return [expression.in];
    case 'matches':
      return [expression.value];
    case 'coalesce':
      return [expression.first, expression.otherwise];
    case 'if':
    case 'choose':
      return [expression.test, expression.whenTrue, expression.otherwise];
    default:
      return [];
  }
}

/** An expression and all its descendants, in reading order. */
export function* walk(expression: AnyExpression): Generator<AnyExpression> {
  yield expression;
  for (const child of childrenOf(expression)) yield* walk(child);
}

/** The references of a rule, in reading order, including repeated ones. */
export function referencesOf(expression: AnyExpression): readonly Reference[] {
  const known = references.get(expression);
  if (known !== undefined) return known;
  const found = [...walk(expression)].filter((one): one is Reference => one.kind === 'reference');
  references.set(expression, found);
  return found;
}

// A rule does not change, and every submission asks for its references.
const references = new WeakMap<AnyExpression, readonly Reference[]>();

/** The same rule with each reference replaced. */
export function mapReferences<E extends AnyExpression>(expression: E, change: (reference: Reference) => Reference): E {
  const map = <Part extends AnyExpression>(part: Part) => mapReferences(part, change);
  const one: AnyExpression = expression;
  const changed = (): AnyExpression => {
    switch (one.kind) {
      case 'reference':
        return change(one);
      case 'comparison':
      case 'arithmetic':
        return { ...one, left: map(one.left), right: map(one.right) };
      case 'and':
      case 'or':
        return { ...one, of: one.of.map(map) };
      case 'not':
        return { ...one, of: map(one.of) };
      case 'negative':
      case 'count':
        return { ...one, of: map(one.of) };
      case 'selected':
        return { ...one, in: map(one.in) };
      case 'matches':
        return { ...one, value: map(one.value) };
      case 'coalesce':
        return { ...one, first: map(one.first), otherwise: map(one.otherwise) };
      case 'if':
        return { ...one, test: map(one.test), whenTrue: map(one.whenTrue), otherwise: map(one.otherwise) };
      case 'choose':
        return { ...one, test: map(one.test), whenTrue: map(one.whenTrue), otherwise: map(one.otherwise) };
      default:
        return one;
    }
  };
  return changed() as E;
}

/**
 * The id of the cell that a reference means, as in `cellsOf`: `B10`, `E04.sent`, `L03.legislation`.
 *
 * @param row - row of the grid that the rule belongs to; null outside grids
 */
export function cellOfReference(reference: Reference, row: string | null): string {
  const part = reference.part ?? (reference.sameRow ? row : null);
  return part === null ? reference.question : `${reference.question}.${part}`;
}

/** How two values are compared: as numbers, as dates, or character by character. */
export function comparedAs({
  sign,
  left,
  right,
}: Extract<Expression, { kind: 'comparison' }>): 'number' | 'date' | 'text' {
  const either = (test: (side: ValueExpression) => boolean) => test(left) || test(right);
  if (either(isDate)) return 'date';
  if (either(isNumber) || !['=', '!='].includes(sign)) return 'number';
  return 'text';
}

function isNumber(side: ValueExpression): boolean {
  if (side.kind === 'reference') return side.holds === 'number';
  if (side.kind === 'coalesce') return isNumber(side.first) || isNumber(side.otherwise);
  if (side.kind === 'if') return isNumber(side.whenTrue) || isNumber(side.otherwise);
  return ['number', 'arithmetic', 'negative', 'count'].includes(side.kind);
}

function isDate(side: ValueExpression): boolean {
  if (side.kind === 'reference') return side.holds === 'date';
  if (side.kind === 'coalesce') return isDate(side.first) || isDate(side.otherwise);
  if (side.kind === 'if') return isDate(side.whenTrue) || isDate(side.otherwise);
  return side.kind === 'today' || (side.kind === 'text' && /^\d{4}-\d{2}-\d{2}$/.test(side.text));
}
