/**
 * Checks of a cycle's rules that a schema cannot express: every code exists in the questionnaire, and related values
 * agree. Values of a wrong type are left to the schema.
 */
import { type ContentFile, type Fault, isEarlier, nearest, type Path, pathText } from '../../content/index.ts';
import { explicitPublications } from '../../domain/index.ts';
import { gridRows, sectionRows } from '../cells.ts';
import type { Instrument, Question } from '../instrument.ts';
import { yearOfVersion } from './declared.ts';

/** @param versions - every version of the instrument, for the baseline */
export function checkRuleCodes(file: ContentFile, instrument: Instrument, versions: readonly string[]): Fault[] {
  const rules = new RuleCodes(file, instrument);
  return [
    ...checkYear(rules),
    ...rules.word(
      ['baseline'],
      versions.filter((one) => isEarlier(one, instrument.version)),
      'earlier version of the questionnaire',
      'Write an earlier version in quotes, or null.',
    ),
    ...checkTiers(rules),
    ...checkPace(rules),
    ...checkNeed(rules),
    ...checkPublication(rules),
  ];
}

function checkYear(rules: RuleCodes): Fault[] {
  if (rules.value('year') !== undefined || yearOfVersion(rules.instrument.version) !== null) return [];
  const correction = 'Add "year", the year of the answers: it is not in the name of the version.';
  return [rules.fault([], { what: `"${rules.instrument.version}" has no "year".`, correction })];
}

function checkTiers(rules: RuleCodes): Fault[] {
  const tiers = rules.list(['tiers']);
  const rises = tiers.every((one, at) => at === 0 || Number(one) > Number(tiers[at - 1]));
  if (rises) return [];
  const what = `The scores of "tiers" do not rise: ${tiers.join(', ')}.`;
  return [rules.fault(['tiers'], { what, correction: 'Write rising scores, such as [25, 50, 75].' })];
}

function checkPace(rules: RuleCodes): Fault[] {
  return (
    [
      ['moderate', 'on_track'],
      ['insufficient', 'moderate'],
    ] as const
  ).flatMap(([lower, upper]) => {
    const [least, most] = [rules.value('pace', lower), rules.value('pace', upper)];
    if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return [];
    const what = `"${lower}" is ${least}, which is more than "${upper}" with ${most}.`;
    return rules.fault(['pace', lower], { what, correction: `Set it to ${most} or less.` });
  });
}

function checkNeed(rules: RuleCodes): Fault[] {
  const { instrument } = rules;
  const codes = [...instrument.questions.keys()];
  const priority = rules.question(['need', 'question']);
  const support = rules.question(['need', 'support', 'question']);
  const parts = (support?.parts ?? []).map(({ name }) => name);
  const variants = rules.keys(['need', 'variants']);
  return [
    ...rules.word(['need', 'question'], rules.codes(hasChoices), 'question with choices'),
    ...['help', 'readiness'].flatMap((key) => rules.word(['need', key], codes, 'question')),
    ...rules.words(['need', 'obstacles'], codes, 'question'),
    ...checkFactors(rules, ['need', 'factors'], priority),
    ...variants.flatMap((name) => checkFactors(rules, ['need', 'variants', name, 'factors'], priority)),
    ...(priority === null
      ? []
      : rules.words(['need', 'pressing'], rules.choicesOf(priority), `choice of question ${priority.code}`)),
    ...rules.word(['need', 'support', 'question'], rules.codes(hasParts), 'question with parts'),
    ...(support === null
      ? []
      : rules
          .keys(['need', 'support', 'parts'])
          .flatMap((role) =>
            rules.word(['need', 'support', 'parts', role], parts, `part of question ${support.code}`),
          )),
  ];
}

/** Every priority choice has a factor, and nothing else has one. */
function checkFactors(rules: RuleCodes, path: Path, priority: Question | null): Fault[] {
  if (priority === null || !rules.has(path)) return [];
  return rules.complete(
    path,
    rules.choicesOf(priority),
    `choice of question ${priority.code}`,
    'a number from 0 to 10',
  );
}

function checkPublication(rules: RuleCodes): Fault[] {
  const { instrument } = rules;
  const sections = rules.question(['publication', 'sections']);
  const needs = rules.question(['publication', 'needs']);
  const isResolved = sections !== null && (needs !== null || !rules.has(['publication', 'needs']));
  const choices = [sections, needs].flatMap((question) => (question === null ? [] : rules.choicesOf(question)));
  const rows = new Set(sections?.rows ? gridRows(instrument, sections.rows) : []);
  const without = instrument.sections.map(({ code }) => code).filter((code) => !rows.has(code));
  return [
    ...rules.word(
      ['publication', 'sections'],
      rules.codes(isSectionGrid),
      'grid with a row for each section and one choice in it',
    ),
    ...rules.word(['publication', 'needs'], rules.codes(isOneChoice), 'question with one choice'),
    // If the question is unknown, every choice would be reported as unknown.
    ...(isResolved
      ? [
          ...rules.complete(
            ['publication', 'choices'],
            [...new Set(choices)],
            'choice of these questions',
            `one of ${explicitPublications.join(', ')}`,
          ),
          // Questions with the same list have the same choices.
          ...[sections, ...(needs === null || needs.list === sections.list ? [] : [needs])].flatMap((question) =>
            checkMeanings(rules, question),
          ),
          ...rules.words(['publication', 'follow_widest'], without, `section that has no row in ${sections.code}`),
        ]
      : []),
  ];
}

/** Of one question, each choice that makes something public has a meaning of its own: a second one would publish by mistake. */
function checkMeanings(rules: RuleCodes, question: Question): Fault[] {
  const first = new Map<string, string>();
  return rules.choicesOf(question).flatMap((choice) => {
    const meaning = String(rules.value('publication', 'choices', choice));
    const same = first.get(meaning);
    if (same === undefined) first.set(meaning, choice);
    if (same === undefined || (meaning !== 'published' && meaning !== 'scores_only')) return [];
    const what = `"publication.choices" gives "${same}" and "${choice}" of question ${question.code} the same meaning, "${meaning}".`;
    const correction = `Give each its own meaning: one of ${explicitPublications.join(', ')}. Only not_published may be given twice.`;
    return [rules.fault(['publication', 'choices', choice], { what, correction })];
  });
}

const hasChoices = ({ list }: Question) => list !== null;
const hasParts = ({ parts }: Question) => parts.length > 0;
const isOneChoice = ({ type }: Question) => type === 'select_one';
const isSectionGrid = ({ type, rows, cellType }: Question) =>
  type === 'grid' && rows === sectionRows && cellType === 'select_one';

/** The rules of one version, with the questionnaire that they refer to. */
class RuleCodes {
  readonly instrument: Instrument;
  readonly #file: ContentFile;

  constructor(file: ContentFile, instrument: Instrument) {
    this.#file = file;
    this.instrument = instrument;
  }

  fault(path: Path, wording: Parameters<ContentFile['fault']>[1]): Fault {
    return this.#file.fault([this.instrument.version, ...path], wording);
  }

  /** Undefined if there is no value. */
  value(...path: Path): unknown {
    return [this.instrument.version, ...path].reduce<unknown>(
      (at, step) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, step)
          ? (at as Record<string | number, unknown>)[step]
          : undefined,
      this.#file.value,
    );
  }

  has(path: Path): boolean {
    return this.value(...path) !== undefined;
  }

  keys(path: Path): string[] {
    const value = this.value(...path);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  }

  list(path: Path): readonly unknown[] {
    const value = this.value(...path);
    return Array.isArray(value) ? value : [];
  }

  codes(fits: (question: Question) => boolean): string[] {
    return [...this.instrument.questions.values()].filter(fits).map(({ code }) => code);
  }

  /** The question that a value names; null if it names none. */
  question(path: Path): Question | null {
    return this.instrument.questions.get(String(this.value(...path))) ?? null;
  }

  /** Names of the choices of a question. */
  choicesOf({ list }: Question): string[] {
    return (list === null ? [] : (this.instrument.lists.get(list)?.choices ?? [])).map(({ name }) => name);
  }

  word(path: Path, known: readonly string[], thing: string, correction = `Name a ${thing}.`): Fault[] {
    const value = this.value(...path);
    if ((typeof value !== 'string' && typeof value !== 'number') || known.includes(String(value))) return [];
    const near = nearest(String(value), known);
    const listed = known.length > 0 && known.length <= 12 ? ` One of ${known.join(', ')}.` : '';
    const what = `"${pathText(path)}" is "${value}", but the questionnaire ${this.#name} has no such ${thing}.`;
    return [this.fault(path, { what, near, correction: near.length > 0 ? '' : `${correction}${listed}` })];
  }

  words(path: Path, known: readonly string[], thing: string): Fault[] {
    return this.list(path).flatMap((_, at) => this.word([...path, at], known, thing));
  }

  /** The keys under a path are exactly the known words. */
  complete(path: Path, known: readonly string[], thing: string, expected: string): Fault[] {
    const keys = this.keys(path);
    const missing = known.filter((one) => !keys.includes(one));
    const strays = keys.filter((key) => !known.includes(key)).map((key) => ({ key, near: nearest(key, missing) }));
    const meant = strays.flatMap(({ near }) => near);
    return [
      ...strays.map(({ key, near }) => {
        const what = `"${pathText(path)}" has "${key}", but there is no such ${thing}.`;
        return this.fault([...path, key], { what, near, correction: near.length > 0 ? '' : 'Remove it.' });
      }),
      ...missing
        .filter((one) => !meant.includes(one))
        .map((one) => {
          const what = `"${pathText(path)}" has no "${one}", which is a ${thing}.`;
          return this.fault(path, { what, correction: `Add "${one}" with ${expected}.` });
        }),
    ];
  }

  get #name(): string {
    return `${this.instrument.id} ${this.instrument.version}`;
  }
}
