/** A relevance rule in words, for the guidance of a workbook and for the printed questionnaire. */
import {
  type Expression,
  type Question,
  type Reference,
  toXlsForm,
  type ValueExpression,
} from '../questionnaire/index.ts';
import type { Say, Wording } from './wording.ts';

type Comparison = Extract<Expression, { kind: 'comparison' }>;

const signs = { '=': 'is', '!=': 'is_not', '>=': 'at_least', '>': 'above', '<=': 'at_most', '<': 'below' } as const;
const turned = { '=': '=', '!=': '!=', '>=': '<=', '>': '<', '<=': '>=', '<': '>' } as const;

/**
 * Such as: B10 is “2 – works in part or case by case” or more. A rule that cannot be put in words is returned as
 * written.
 */
export function ruleInWords(question: Question, wording: Wording, say: Say): string {
  if (question.relevance === null) return '';
  return describe(question.relevance) ?? say('rule.other', { rule: toXlsForm(question.relevance) });

  function describe(rule: Expression): string | null {
    switch (rule.kind) {
      case 'and':
      case 'or': {
        const parts = rule.of.map(describe);
        if (parts.some((part) => part === null)) return null;
        return (parts as string[]).reduce((left, right) => say(`rule.${rule.kind}`, { left, right }));
      }
      case 'not': {
        const inner = describe(rule.of);
        return inner === null ? null : say('rule.not', { rule: inner });
      }
      case 'comparison':
        return compared(rule);
      case 'selected':
        return rule.in.kind === 'reference'
          ? say('rule.selected', { question: named(rule.in), value: choice(rule.in, rule.name) })
          : null;
      default:
        return null;
    }
  }

  function compared({ left, sign, right }: Comparison): string | null {
    const [about, value, by] = left.kind === 'reference' ? [left, right, sign] : ([right, left, turned[sign]] as const);
    if (about.kind !== 'reference') return null;
    const plain = literal(value);
    return plain === null ? null : say(`rule.${signs[by]}`, { question: named(about), value: choice(about, plain) });
  }

  function named(reference: Reference): string {
    const id = reference.part === null ? reference.question : `${reference.question}.${reference.part}`;
    return reference.sameRow ? say('rule.same_row', { question: id }) : id;
  }

  function choice(reference: Reference, value: string): string {
    return wording.choiceOf(reference.question, reference.part, value) ?? value;
  }
}

function literal(value: ValueExpression): string | null {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'number') return String(value.number);
  if (value.kind === 'negative') {
    const of = literal(value.of);
    return of === null ? null : `-${of}`;
  }
  return null;
}
