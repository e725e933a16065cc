/**
 * Translates a rule to a spreadsheet formula with the same result as `isRelevant`.
 *
 * Inside, the four truth values are the numbers 0 to 3 as in `truth.ts`, so that AND is MIN and OR is MAX. It uses no
 * function whose arguments depend on the user's language, and none that only recent spreadsheet programs have.
 */
import { Problem } from '../../problem/index.ts';
import { cellOfReference, comparedAs, type Expression, type ValueExpression, walk } from './expression.ts';

/**
 * Where the stored value of a cell is: an address, or an address with a formula that is true if the question does not
 * apply or is hidden itself. The cell contains the stored name, several names separated by spaces, a number as a
 * number or an ISO date as text, and is empty or "" while the value is unknown.
 */
export type CellReference = string | { readonly value: string; readonly absent: string };

/** @param cell - id as in `cellsOf`; `.` is the question's own answer */
export type CellReferences = (cell: string) => CellReference;

/** A value's formula, and the tests for which it has no value: the first test that is true gives the truth value. */
type Formula = { readonly text: string; readonly stops: readonly Stop[] };
type Stop = { readonly test: string; readonly rank: string };
type As = 'number' | 'date' | 'text';

const holds = '3';
const unknown = '2';
const absent = '1';

/**
 * The formula, without `=`, that is TRUE if the question is shown.
 *
 * @param row - row of the grid for which the rule is evaluated
 * @throws Problem `relevance_not_in_workbook` for regex(), which not all spreadsheet programs have
 */
export function toExcelFormula(rule: Expression, references: CellReferences, row: string | null = null): string {
  return `${truth(rule, references, row)}>=2`;
}

/**
 * True if the formula of a rule is within the limits of every spreadsheet program (8,192 characters, 64 levels in
 * Excel), with the longest possible names of sheets.
 */
export function fitsWorkbook(rule: Expression): boolean {
  // Each of these occurs three times in the formula, so a few nested ones are already too many.
  const ways = [...walk(rule)].filter(({ kind }) => kind === 'if' || kind === 'choose' || kind === 'coalesce');
  if (ways.length > 8) return false;
  const address = `'${'s'.repeat(31)}'!$AA$9999`;
  const formula = toExcelFormula(rule, () => ({
    value: address,
    absent: `OR(${address}="${'s'.repeat(30)}",${address}=0)`,
  }));
  let [level, deepest] = [0, 0];
  for (const sign of formula) {
    if (sign === '(') deepest = Math.max(deepest, ++level);
    if (sign === ')') level -= 1;
  }
  return formula.length <= 8_000 && deepest <= 60;
}

function truth(one: Expression, references: CellReferences, row: string | null): string {
  const part = (of: Expression) => truth(of, references, row);
  const value = (of: ValueExpression, as: As) => formula(of, as, references, row);
  switch (one.kind) {
    case 'and':
      return `MIN(${one.of.map(part).join(',')})`;
    case 'or':
      return `MAX(${one.of.map(part).join(',')})`;
    case 'not':
      return `CHOOSE(${part(one.of)}+1,3,1,2,0)`;
    case 'constant':
      return one.value ? holds : '0';
    case 'choose': {
      const test = part(one.test);
      return `IF(${test}=3,${part(one.whenTrue)},IF(${test}=0,${part(one.otherwise)},${test}))`;
    }
    case 'selected': {
      const names = value(one.in, 'text');
      return reported(names.stops, `ISNUMBER(FIND(${quote(` ${one.name} `)}," "&${names.text}&" "))`);
    }
    case 'matches':
      throw new Problem('relevance_not_in_workbook', 'relevance', { function: 'regex' });
    case 'comparison': {
      const as = comparedAs(one);
      const left = value(one.left, as);
      const right = value(one.right, as);
      return reported(merge(left.stops, right.stops), compare(left.text, one.sign, right.text, as));
    }
  }
}

function formula(one: ValueExpression, as: As, references: CellReferences, row: string | null): Formula {
  const part = (of: ValueExpression, asWhat: As = as) => formula(of, asWhat, references, row);
  switch (one.kind) {
    case 'text':
      if (as !== 'number') return { text: quote(one.text), stops: [] };
      return /^-?\d+(\.\d+)?$/.test(one.text) ? { text: `(${one.text})`, stops: [] } : never;
    case 'number':
      return { text: String(one.number), stops: [] };
    case 'today':
      return as === 'number' ? never : { text: isoToday, stops: [] };
    case 'self':
      return ofCell(references('.'), as);
    case 'reference':
      return ofCell(references(cellOfReference(one, row)), as);
    case 'count': {
      const names = part(one.of, 'text');
      const trimmed = `TRIM(${names.text})`;
      return { text: `(LEN(${trimmed})-LEN(SUBSTITUTE(${trimmed}," ",""))+1)`, stops: names.stops };
    }
    case 'coalesce': {
      const given = `${rank(part(one.first, 'text').stops)}=3`;
      const [first, otherwise] = [part(one.first), part(one.otherwise)];
      const stopped = `IF(${given},${rank(first.stops)},${rank(otherwise.stops)})`;
      const stops = [...first.stops, ...otherwise.stops].length > 0 ? [{ test: `${stopped}<3`, rank: stopped }] : [];
      return { text: `IF(${given},${first.text},${otherwise.text})`, stops };
    }
    case 'negative': {
      const of = part(one.of, 'number');
      return { text: `(0-${of.text})`, stops: of.stops };
    }
    case 'arithmetic':
      return calculate(part(one.left, 'number'), one.sign, part(one.right, 'number'));
    case 'if': {
      const test = truth(one.test, references, row);
      const [then, otherwise] = [part(one.whenTrue), part(one.otherwise)];
      const stopped = `IF(${test}=3,${rank(then.stops)},IF(${test}=0,${rank(otherwise.stops)},${test}))`;
      return { text: `IF(${test}=3,${then.text},${otherwise.text})`, stops: [{ test: `${stopped}<3`, rank: stopped }] };
    }
  }
}

/** Used if there can be no number: always unknown. */
const never: Formula = { text: '0', stops: [{ test: 'TRUE', rank: unknown }] };

/** TEXT(TODAY(),…) would need format codes in the user's language. */
const isoToday = '(YEAR(TODAY())&"-"&RIGHT("0"&MONTH(TODAY()),2)&"-"&RIGHT("0"&DAY(TODAY()),2))';

function ofCell(reference: CellReference, as: As): Formula {
  const { value, absent: away } = typeof reference === 'string' ? { value: reference, absent: null } : reference;
  const known: Stop = { test: as === 'number' ? `NOT(ISNUMBER(${value}))` : `${value}=""`, rank: unknown };
  return { text: value, stops: away === null ? [known] : [{ test: away, rank: absent }, known] };
}

function calculate(left: Formula, sign: string, right: Formula): Formula {
  const stops = merge(left.stops, right.stops);
  const [a, b] = [left.text, right.text];
  if (sign === 'div' || sign === 'mod') {
    const undefinedFor: Stop = { test: `${b}=0`, rank: unknown };
    const text = sign === 'div' ? `(${a}/${b})` : `(${a}-${b}*TRUNC(${a}/${b}))`;
    return { text, stops: [...stops, undefinedFor] };
  }
  return { text: `(${a}${sign}${b})`, stops };
}

function compare(left: string, sign: string, right: string, as: As): string {
  if (as === 'number') return `${left}${sign === '!=' ? '<>' : sign}${right}`;
  // The operator = ignores case in spreadsheets.
  if (sign === '=') return `EXACT(${left},${right})`;
  if (sign === '!=') return `NOT(EXACT(${left},${right}))`;
  return `${left}&""${sign}${right}&""`;
}

/** The tests of two values in the order of the lowest truth value: “does not apply” before “not known”. */
function merge(left: readonly Stop[], right: readonly Stop[]): Stop[] {
  const all = [...left, ...right].filter(
    (stop, place, stops) => stops.findIndex((s) => s.test === stop.test) === place,
  );
  const mixed = all.filter(({ rank: of }) => of !== absent && of !== unknown);
  const least = mixed.length > 1 ? `MIN(${mixed.map(({ rank: of }) => of).join(',')})` : null;
  return [
    ...all.filter(({ rank: of }) => of === absent),
    ...(least === null ? mixed : [{ test: `${least}<3`, rank: least }]),
    ...all.filter(({ rank: of }) => of === unknown),
  ];
}

function rank(stops: readonly Stop[]): string {
  return stops.reduceRight((inner, { test, rank: of }) => `IF(${test},${of},${inner})`, holds);
}

function reported(stops: readonly Stop[], test: string): string {
  return stops.reduceRight((inner, stop) => `IF(${stop.test},${stop.rank},${inner})`, `IF(${test},3,0)`);
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
