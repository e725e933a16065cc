/** Evaluates the subset of the spreadsheet formula language that relevance rules use. */

export type CellValue = string | number | boolean;
type Cells = (address: string) => CellValue;
type Lazy = () => CellValue;

/** @returns the value of a formula @throws where a spreadsheet would show an error */
export function evaluateFormula(formula: string, cells: Cells): CellValue {
  const tokens =
    formula.match(/"(?:[^"]|"")*"|\d+(?:\.\d+)?|[A-Z]+\d+|[A-Z]+(?=\()|TRUE|<>|<=|>=|[-+*/&=<>(),]/g) ?? [];
  if (tokens.join('') !== formula) throw new Error(`not read whole: ${formula}`);
  let place = 0;
  const value = comparison();
  if (place !== tokens.length) throw new Error(`stops at ${tokens[place]} in ${formula}`);
  return value();

  function comparison(): Lazy {
    return chain(joined, ['=', '<>', '<', '<=', '>', '>='], (sign, a, b) => compare(a, sign, b));
  }
  function joined(): Lazy {
    return chain(sum, ['&'], (_, a, b) => text(a) + text(b));
  }
  function sum(): Lazy {
    return chain(product, ['+', '-'], (sign, a, b) => (sign === '+' ? number(a) + number(b) : number(a) - number(b)));
  }
  function product(): Lazy {
    return chain(primary, ['*', '/'], (sign, a, b) => {
      if (sign === '/' && number(b) === 0) throw new Error('#DIV/0!');
      return sign === '*' ? number(a) * number(b) : number(a) / number(b);
    });
  }
  function chain(
    part: () => Lazy,
    signs: string[],
    join: (sign: string, a: CellValue, b: CellValue) => CellValue,
  ): Lazy {
    let left = part();
    while (signs.includes(tokens[place] ?? '')) {
      const sign = tokens[place]!;
      place += 1;
      const [a, b] = [left, part()];
      left = () => join(sign, a(), b());
    }
    return left;
  }
  function primary(): Lazy {
    const token = tokens[place] ?? '';
    place += 1;
    if (token === '-') {
      const of = primary();
      return () => -number(of());
    }
    if (token === 'TRUE') return () => true;
    if (token.startsWith('"')) return () => token.slice(1, -1).replaceAll('""', '"');
    if (/^\d/.test(token)) return () => Number(token);
    if (/^[A-Z]+\d+$/.test(token)) return () => cells(token);
    const given = token === '(' ? [comparison()] : bracketed();
    if (tokens[place] !== ')') throw new Error(`no ) before ${tokens[place]} in ${formula}`);
    place += 1;
    return token === '(' ? given[0]! : () => functions[token]!(...given);
  }
  function bracketed(): Lazy[] {
    place += 1;
    const given = [comparison()];
    while (tokens[place] === ',') {
      place += 1;
      given.push(comparison());
    }
    return given;
  }
}

const functions: Readonly<Record<string, (...given: Lazy[]) => CellValue>> = {
  IF: (test, yes, no) => (truth(test!()) ? yes!() : no!()),
  MIN: (...of) => Math.min(...of.map((one) => number(one()))),
  MAX: (...of) => Math.max(...of.map((one) => number(one()))),
  CHOOSE: (place, ...of) => of[number(place!()) - 1]!(),
  NOT: (of) => !truth(of!()),
  ISNUMBER: (of) => {
    try {
      return typeof of!() === 'number';
    } catch {
      return false;
    }
  },
  EXACT: (a, b) => text(a!()) === text(b!()),
  FIND: (what, within) => {
    const found = text(within!()).indexOf(text(what!()));
    if (found < 0) throw new Error('#VALUE!');
    return found + 1;
  },
  TRIM: (of) => text(of!()).split(' ').filter(Boolean).join(' '),
  LEN: (of) => text(of!()).length,
  SUBSTITUTE: (of, from, to) => text(of!()).replaceAll(text(from!()), text(to!())),
  TRUNC: (of) => Math.trunc(number(of!())),
};

function truth(value: CellValue): boolean {
  if (typeof value === 'string') throw new Error('#VALUE!');
  return Boolean(value);
}

function number(value: CellValue): number {
  if (typeof value === 'string') throw new Error('#VALUE!');
  return Number(value);
}

function text(value: CellValue): string {
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}

/** As in a spreadsheet, numbers sort before texts, and case is ignored. */
function compare(a: CellValue, sign: string, b: CellValue): boolean {
  const rank = (value: CellValue) => ['number', 'string', 'boolean'].indexOf(typeof value);
  const [x, y] = [a, b].map((value) => (typeof value === 'string' ? value.toLowerCase() : value));
  const order = rank(a) === rank(b) ? (x! < y! ? -1 : x! > y! ? 1 : 0) : rank(a) - rank(b);
  if (sign === '=') return order === 0;
  if (sign === '<>') return order !== 0;
  if (sign === '<') return order < 0;
  if (sign === '<=') return order <= 0;
  return sign === '>' ? order > 0 : order >= 0;
}
