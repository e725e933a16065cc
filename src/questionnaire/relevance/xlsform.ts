/** Writes a rule as the text of an XLSForm cell. */
import type { Expression, ValueExpression } from './expression.ts';

/** Precedence of operators; a weaker one inside a stronger one is written in parentheses. */
const strengths: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  comparison: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  div: 5,
  mod: 5,
  negative: 6,
};

/** The rule in normal form: single quotes if possible, one space around operators, no unnecessary parentheses. */
export function toXlsForm(expression: Expression | ValueExpression): string {
  return write(expression, 0);
}

function write(one: Expression | ValueExpression, around: number): string {
  const strength = strengths[one.kind === 'arithmetic' ? one.sign : one.kind] ?? 9;
  const text = plain(one, strength);
  return strength < around ? `(${text})` : text;
}

function plain(one: Expression | ValueExpression, strength: number): string {
  const free = (part: Expression | ValueExpression) => write(part, 0);
  switch (one.kind) {
    case 'and':
    case 'or':
      return one.of.map((part) => write(part, strength + 1)).join(` ${one.kind} `);
    case 'comparison':
      return `${write(one.left, strength + 1)} ${one.sign} ${write(one.right, strength + 1)}`;
    case 'arithmetic':
      return `${write(one.left, strength)} ${one.sign} ${write(one.right, strength + 1)}`;
    case 'negative':
      return `-${write(one.of, strength)}`;
    case 'not':
      return `not(${free(one.of)})`;
    case 'selected':
      return `selected(${free(one.in)}, ${quote(one.name)})`;
    case 'matches':
      return `regex(${free(one.value)}, ${quote(one.pattern)})`;
    case 'count':
      return `count-selected(${free(one.of)})`;
    case 'coalesce':
      return `coalesce(${free(one.first)}, ${free(one.otherwise)})`;
    case 'if':
    case 'choose':
      return `if(${free(one.test)}, ${free(one.whenTrue)}, ${free(one.otherwise)})`;
    case 'constant':
      return `${one.value}()`;
    case 'text':
      return quote(one.text);
    case 'number':
      return String(one.number);
    case 'reference':
      return `\${${one.part === null ? one.question : `${one.question}.${one.part}`}}`;
    case 'self':
      return '.';
    case 'today':
      return 'today()';
  }
}

/** XLSForm cannot escape quotes; the parser accepts no text that contains both kinds. */
function quote(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}
