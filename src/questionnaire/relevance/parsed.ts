/** Types of the parser: a parsed condition or value, and the interface for functions. */
import type { Expression, ValueExpression } from './expression.ts';
import type { Token } from './tokens.ts';

export type Parsed = Expression | ValueExpression;

const truthKinds: readonly Parsed['kind'][] = [
  'comparison',
  'and',
  'or',
  'not',
  'selected',
  'matches',
  'constant',
  'choose',
];

export function isTruth(read: Parsed): read is Expression {
  return truthKinds.includes(read.kind);
}

/** The interface with which a function parses its arguments, token by token. */
export type ParsedRelevance = {
  readonly next: Token;
  readonly take: () => Token;
  /** @throws Problem `relevance_unreadable` if the next token is not this sign */
  readonly expect: (sign: string) => void;
  readonly refuse: (reason: string, fix: string, at?: number) => never;
  readonly truth: () => Expression;
  readonly value: () => ValueExpression;
  readonly either: () => Parsed;
};
