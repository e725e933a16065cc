/** Reads how a need is made. */
import type { NeedRules, NeedVariant } from '../../domain/index.ts';
import type { Question } from '../instrument.ts';
import type { RuleReader } from './reader.ts';

const keys = ['target', 'question', 'factors', 'pressing', 'help', 'readiness', 'support', 'obstacles', 'variants'];

/** What the models know of an occurrence of support. */
const supportRoles = ['provider', 'project', 'area', 'from', 'to', 'value', 'iati', 'use'] as const;

/** @returns null if the instrument asks for no needs */
export function readNeed(read: RuleReader): NeedRules | null {
  if (read.isNull('need')) return null;
  const inner = read.inner('need', 'The need');
  if (inner === null) return null;
  inner.at.only(keys);
  if (!inner.at.has('question')) inner.at.missing('question', 'the question that asks for the priority');
  const priority = inner.question('question', ({ list }) => list !== null, 'a question with choices');
  const target = inner.required('target', { from: 0, to: 100 });
  const factors = readFactors(inner, priority);
  if (!inner.at.has('pressing')) inner.at.missing('pressing', 'a list of the priorities that are pressing');
  const codes = [...inner.instrument.questions.keys()];
  return {
    target,
    question: priority?.code ?? '',
    factors,
    pressing: inner.words('pressing', inner.choicesOf(priority), `a choice of question ${priority?.code ?? ''}`),
    help: inner.question('help')?.code ?? null,
    readiness: inner.question('readiness')?.code ?? null,
    support: readSupport(inner),
    obstacles: inner.words('obstacles', codes, `a question of ${inner.instrument.id} ${inner.instrument.version}`),
    variants: readVariants(inner, { target, factors, priority }),
  };
}

/** A factor for each priority that can be chosen. */
function readFactors(read: RuleReader, priority: Question | null): Record<string, number> {
  const known = read.choicesOf(priority);
  const inner = read.inner('factors', 'The factors');
  if (inner === null) {
    if (!read.at.has('factors')) read.at.missing('factors', `a number for each of ${known.join(', ')}`);
    return {};
  }
  inner.at.only(known);
  return Object.fromEntries(known.map((choice) => [choice, inner.required(choice, { from: 0, to: 10 })]));
}

function readSupport(read: RuleReader): NeedRules['support'] {
  if (read.isNull('support')) return null;
  const inner = read.inner('support', 'The support');
  if (inner === null) return null;
  inner.at.only(['question', 'parts', 'currency']);
  if (!inner.at.has('question')) inner.at.missing('question', 'the question that asks for support received');
  const question = inner.question('question', ({ parts }) => parts.length > 0, 'a question with parts');
  const parts = inner.inner('parts', 'The parts');
  if (!inner.at.has('parts'))
    inner.at.missing('parts', `the part of the question for each of ${supportRoles.join(', ')}`);
  parts?.at.only(supportRoles);
  const names = (question?.parts ?? []).map(({ name }) => name);
  const expected = `a part of question ${question?.code ?? ''}`;
  const known = supportRoles.flatMap((role) => {
    const part = parts?.word(role, names, expected) ?? null;
    return part === null ? [] : [[role, part] as const];
  });
  const currency = inner.at.raw('currency');
  const isCurrency = typeof currency === 'string' && /^[A-Z]{3}$/.test(currency);
  if (currency !== undefined && !isCurrency) inner.at.wrong('currency', 'an ISO 4217 code such as USD');
  if (question === null) return null;
  return { question: question.code, parts: Object.fromEntries(known), ...(isCurrency && { currency }) };
}

function readVariants(
  read: RuleReader,
  need: { target: number; factors: Record<string, number>; priority: Question | null },
): Record<string, NeedVariant> {
  const inner = read.inner('variants', 'The variants');
  const variants = (inner?.at.keys ?? []).flatMap((name) => {
    const variant = inner?.inner(name, `Variant ${name}`) ?? null;
    if (variant === null) return [];
    variant.at.only(['target', 'priority', 'factors']);
    const ignored = variant.word('priority', ['ignored'], 'ignored') !== null;
    const target = variant.number('target', { from: 0, to: 100, missing: need.target });
    const factors = variant.at.has('factors') ? readFactors(variant, need.priority) : need.factors;
    return [[name, { target, factors: ignored ? null : factors }] as const];
  });
  return Object.fromEntries(variants);
}
