/**
 * Parses a rule in the expression language of XLSForm.
 *
 *     rule       = or ;             or      = and { "or" and } ;
 *     and        = comparison { "and" comparison } ;
 *     comparison = sum [ ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) sum ] ;
 *     sum        = product { ( "+" | "-" ) product } ;
 *     product    = unary { ( "*" | "div" | "mod" ) unary } ;
 *     unary      = "-" unary | primary ;
 *     primary    = number | text | ${reference} | "." | function "(" … ")" | "(" or ")" ;
 */
import { Problem } from '../../problem/index.ts';
import type { Arithmetic, ComparisonOperator, Expression, ValueExpression } from './expression.ts';
import { readFunction } from './functions.ts';
import { isTruth, type Parsed, type ParsedRelevance } from './parsed.ts';
import { placeOf, type RulePlace, type Token, tokensOf } from './tokens.ts';

/**
 * Parses a relevance rule such as `${E01} >= 1 and selected(${E03}, 'preservation')`.
 *
 * @param where - file and line of the rule, for the problem
 * @throws Problem `relevance_unreadable` with the position in the rule and how to correct it
 */
export function parseRelevance(rule: string, where: RulePlace): Expression {
  return new Reader(rule, where).read();
}

/** Iterates over the tokens of one rule; the functions of the language parse their arguments with it. */
class Reader implements ParsedRelevance {
  readonly #tokens: readonly Token[];
  readonly #rule: string;
  readonly #where: RulePlace;
  #place = 0;

  constructor(rule: string, where: RulePlace) {
    this.#rule = rule;
    this.#where = where;
    this.#tokens = tokensOf(rule, where);
  }

  read(): Expression {
    const first = this.next;
    if (first.kind === 'end') this.refuse('the rule is empty', 'Write a rule, or leave the key out.');
    const rule = this.truth();
    if (this.next.kind !== 'end') this.refuse(`${reported(this.next)} does not follow`, 'Join two tests with and, or.');
    return rule;
  }

  get next(): Token {
    return this.#tokens[this.#place]!;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#place += 1;
    return token;
  }

  /** Consumes the next token if it is this sign or word. */
  takes(text: string): boolean {
    const found = (this.next.kind === 'sign' || this.next.kind === 'name') && this.next.text === text;
    if (found) this.#place += 1;
    return found;
  }

  expect(sign: string): void {
    if (!this.takes(sign)) this.refuse(`"${sign}" is expected before ${reported(this.next)}`, `Put "${sign}" there.`);
  }

  refuse(reason: string, fix: string, at = this.next.at): never {
    throw new Problem('relevance_unreadable', placeOf(this.#where), { rule: this.#rule, at, reason, fix });
  }

  truth(): Expression {
    const { at } = this.next;
    const read = this.either();
    if (isTruth(read)) return read;
    return this.refuse('a condition is expected, but there is a value', 'Compare it, as in … = 1.', at);
  }

  value(): ValueExpression {
    const { at } = this.next;
    const read = this.either();
    return this.asValue(read, at);
  }

  either(): Parsed {
    return this.#chain('or', () => this.#chain('and', () => this.#comparison()));
  }

  asValue(read: Parsed, at: number): ValueExpression {
    if (!isTruth(read)) return read;
    return this.refuse('a value is expected, but there is a condition', 'Join tests with and, or.', at);
  }

  #chain(word: 'and' | 'or', part: () => Parsed): Parsed {
    const { at } = this.next;
    const first = part();
    if (!(this.next.kind === 'name' && this.next.text === word)) return first;
    const of = [this.#asTruth(first, at)];
    while (this.takes(word)) {
      const place = this.next.at;
      of.push(this.#asTruth(part(), place));
    }
    return { kind: word, of };
  }

  #asTruth(read: Parsed, at: number): Expression {
    if (isTruth(read)) return read;
    return this.refuse('a condition is expected, but there is a value', 'Compare it, as in … = 1.', at);
  }

  #comparison(): Parsed {
    const { at } = this.next;
    const left = this.#sum();
    const sign = this.#sign<ComparisonOperator>(['=', '!=', '<', '<=', '>', '>=']);
    if (!sign) return left;
    const rightAt = this.next.at;
    const right = this.asValue(this.#sum(), rightAt);
    return { kind: 'comparison', sign, left: this.asValue(left, at), right, at };
  }

  #sum(): Parsed {
    return this.#arithmetic(['+', '-'], () => this.#arithmetic(['*', 'div', 'mod'], () => this.#unary()));
  }

  #arithmetic(signs: readonly Arithmetic[], part: () => Parsed): Parsed {
    const { at } = this.next;
    let left = part();
    for (let sign = this.#sign(signs); sign; sign = this.#sign(signs)) {
      const rightAt = this.next.at;
      const right = this.asValue(part(), rightAt);
      left = { kind: 'arithmetic', sign, left: this.asValue(left, at), right };
    }
    return left;
  }

  #unary(): Parsed {
    if (!this.takes('-')) return this.#primary();
    const { at } = this.next;
    return { kind: 'negative', of: this.asValue(this.#unary(), at) };
  }

  #primary(): Parsed {
    const token = this.take();
    if (token.kind === 'number') return { kind: 'number', number: Number(token.text) };
    if (token.kind === 'text') return { kind: 'text', text: token.text };
    if (token.kind === 'reference') {
      const [question, part] = token.text.split('.');
      const named = { question: question!, part: part ?? null };
      return { kind: 'reference', ...named, sameRow: false, holds: null, at: token.at };
    }
    if (token.kind === 'sign' && token.text === '.') return { kind: 'self', at: token.at };
    if (token.kind === 'sign' && token.text === '(') {
      const inner = this.either();
      this.expect(')');
      return inner;
    }
    if (token.kind === 'name') return readFunction(this, token);
    if (token.kind === 'end') return this.refuse('the rule is not complete', 'Complete it.', token.at);
    return this.refuse(
      `a value is expected before ${reported(token)}`,
      'Put a question, number or text there.',
      token.at,
    );
  }

  #sign<Sign extends string>(signs: readonly Sign[]): Sign | undefined {
    return signs.find((sign) => this.takes(sign));
  }
}

function reported(token: Token): string {
  return token.kind === 'end' ? 'the end' : `"${token.text}"`;
}
