/** Finds comparisons that can never be true, or that spreadsheets and code would evaluate differently. */
import type { CellDeclaration } from '../instrument.ts';
import { type Expression, type Holds, type Reference, type ValueExpression, walk } from './expression.ts';

type Idle = { readonly reference: string; readonly given: string; readonly expected: string };
type CellOf = (reference: Reference) => CellDeclaration;

/** The type of a cell's stored answer. */
export function holdsOf({ type, list }: CellDeclaration): Holds {
  if (type === 'integer' || type === 'decimal') return 'number';
  if (type === 'select_multiple') return 'names';
  if (type === 'select_one') return list?.numbered ? 'number' : 'name';
  return type;
}

/** @param rule - with resolved references */
export function* checkComparisons(rule: Expression, cellOf: CellOf): Generator<Idle> {
  for (const one of walk(rule)) {
    if (one.kind === 'comparison') {
      yield* compared(one.left, one.sign, one.right, cellOf);
      yield* compared(one.right, one.sign, one.left, cellOf);
    }
    if (one.kind === 'selected' && one.in.kind === 'reference') yield* chosen(one.in, one.name, cellOf);
  }
}

function* compared(side: ValueExpression, sign: string, other: ValueExpression, cellOf: CellOf): Generator<Idle> {
  if (side.kind !== 'reference') return;
  const reference = reported(side);
  const cell = cellOf(side);
  if (sign !== '=' && sign !== '!=' && !['number', 'date'].includes(side.holds!)) {
    const expected = `${what(cell)}, which have no order: use =, != or selected()`;
    yield { reference, given: `something greater or smaller (${sign})`, expected };
    return;
  }
  if (other.kind !== 'text' && other.kind !== 'number') return;
  const given = other.kind === 'text' ? `'${other.text}'` : String(other.number);
  if (!takes(cell, side.holds!, other)) yield { reference, given, expected: what(cell) };
}

function* chosen(side: Reference, name: string, cellOf: CellOf): Generator<Idle> {
  const cell = cellOf(side);
  if (cell.list === null) yield { reference: reported(side), given: `selected '${name}'`, expected: what(cell) };
  else if (!isChoice(cell, name)) yield { reference: reported(side), given: `'${name}'`, expected: what(cell) };
}

function takes(
  cell: CellDeclaration,
  holds: Holds,
  literal: Extract<ValueExpression, { kind: 'text' | 'number' }>,
): boolean {
  if (holds === 'number') {
    if (literal.kind !== 'number') return false;
    return cell.list === null || isChoice(cell, String(literal.number));
  }
  if (literal.kind === 'number') return false;
  if (holds === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(literal.text);
  return cell.list === null || isChoice(cell, literal.text);
}

function isChoice({ list }: CellDeclaration, name: string): boolean {
  return list!.openEnded || list!.choices.some((choice) => choice.name === name);
}

function what({ type, list }: CellDeclaration): string {
  if (list?.openEnded) return `a name from ${list.source}`;
  if (list) return `${list.numbered ? 'the numbers' : 'the names'} ${list.choices.map(({ name }) => name).join(', ')}`;
  if (type === 'date') return "a date such as '2026-01-31'";
  return type === 'text' ? 'a text' : 'a number';
}

function reported({ question, part }: Reference): string {
  return `\${${part === null ? question : `${question}.${part}`}}`;
}
