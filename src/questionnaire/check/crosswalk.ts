/** Checks a crosswalk against the earlier version: it is complete, and questions related as `same` are the same. */

import { nearest } from '../../content/index.ts';
import { cellsOf } from '../cells.ts';
import { type Aspect, comparedAspects, compareQuestions, type VersionedQuestion } from '../compare.ts';
import type { CrosswalkLine, Instrument, InstrumentName } from '../instrument.ts';
import type { CrosswalkDraft } from '../read/crosswalk.ts';
import type { Faults } from '../read/fault.ts';

/** Returns an earlier version, or null if there is none. */
export type FindInstrument = (name: InstrumentName) => Instrument | null;

export function checkCrosswalk(
  instrument: Instrument,
  lines: readonly CrosswalkDraft[],
  earlier: FindInstrument,
  faults: Faults,
): void {
  const named = Map.groupBy(lines, ({ line }) => `${line.fromInstrument} ${line.fromVersion}`);
  for (const [name, group] of named) {
    const { line, where } = group[0]!;
    const itself = line.fromInstrument === instrument.id && line.fromVersion === instrument.version;
    const before = itself ? null : earlier({ id: line.fromInstrument, version: line.fromVersion });
    if (before) {
      checkLines(instrument, before, group, faults);
    } else {
      const reason = itself ? 'it comes from this version itself' : `there is no questionnaire ${name}`;
      faults.add('crosswalk_wrong', where, { line: `"${name}"`, reason, correction: 'Name an earlier version.' });
    }
  }
  // A faulty line may be the one that seems to be missing.
  const file = lines[0]?.where.replace(/(:\d+)+$/, '') ?? '';
  if (faults.concern(file)) return;
  for (const group of named.values()) {
    const { line } = group[0]!;
    const before = earlier({ id: line.fromInstrument, version: line.fromVersion });
    if (before?.id === instrument.id) checkComplete(instrument, before, group, file, faults);
  }
}

function checkLines(
  instrument: Instrument,
  before: Instrument,
  lines: readonly CrosswalkDraft[],
  faults: Faults,
): void {
  for (const { line, where } of lines) {
    const reported = `"${[line.question ?? '–', line.relation, line.fromVersion, line.fromQuestion].filter(Boolean).join(' ')}"`;
    const wrong = (reason: string, correction: string) =>
      faults.add('crosswalk_wrong', where, { line: reported, reason, correction });
    if (line.fromQuestion === null) continue;
    const from = before.questions.get(line.fromQuestion);
    if (!from) {
      const near = nearest(line.fromQuestion, before.questions.keys());
      const correction = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Correct its code.';
      wrong(`${before.id} ${before.version} has no question ${line.fromQuestion}`, correction);
      continue;
    }
    const question = line.question === null ? undefined : instrument.questions.get(line.question);
    if (!question) continue;
    for (const [reason, correction] of disagreements(
      line,
      { instrument: before, question: from },
      { instrument, question },
    )) {
      wrong(reason, correction);
    }
  }
}

const ofScores: readonly Aspect[] = ['scores', 'scorer'];

/** Reasons why answers to the earlier question cannot be used for the later one in the way that the line states. */
function* disagreements(
  line: CrosswalkLine,
  before: VersionedQuestion,
  after: VersionedQuestion,
): Generator<[reason: string, correction: string]> {
  const [old, now] = [namesOf(before), namesOf(after)];
  const gone = [...old].filter((name) => line.recode[name] === undefined && !now.has(name));
  const scored = before.question.scorer !== null && after.question.scorer !== null;
  const differing = compareQuestions(before, after, comparedAspects);
  if (line.relation === 'same') {
    // A list of names to which choices were only added, and that is not scored, keeps its meaning.
    const grown = gone.length === 0 && !scored;
    const relevantAspects = differing.filter((aspect) =>
      aspect === 'choices' ? !grown : !ofScores.includes(aspect) || scored,
    );
    const correction = 'Write "recoded" with a recode, or "changed" where the answers cannot be compared.';
    if (relevantAspects.length > 0)
      yield [`its relation is "same", but these differ: ${relevantAspects.join(', ')}`, correction];
  }
  if (line.relation !== 'recoded') return;
  if (differing.includes('type') || differing.includes('parts')) {
    yield ['its relation is "recoded", but the question has another type', 'Write "changed".'];
  }
  for (const [from, to] of Object.entries(line.recode)) {
    if (!old.has(from))
      yield [`"${from}" was no choice of ${before.question.code}`, `Its choices were ${[...old].join(', ')}.`];
    if (!now.has(to))
      yield [`"${to}" is not a choice of ${after.question.code}`, `Its choices are ${[...now].join(', ')}.`];
  }
  const lost = [...old].filter((name) => line.recode[name] === undefined && !now.has(name));
  if (lost.length > 0)
    yield [`it does not state what replaces ${lost.join(', ')}`, 'Add each as old=new, or write "changed".'];
}

function namesOf({ instrument, question }: VersionedQuestion): Set<string> {
  return new Set(cellsOf(instrument, question).flatMap(({ list }) => list?.choices.map(({ name }) => name) ?? []));
}

function checkComplete(
  instrument: Instrument,
  before: Instrument,
  lines: readonly CrosswalkDraft[],
  file: string,
  faults: Faults,
): void {
  const here = new Set(lines.map(({ line }) => line.question));
  const there = new Set(lines.map(({ line }) => line.fromQuestion));
  const { version } = before;
  for (const question of instrument.questions.keys()) {
    if (!here.has(question)) faults.add('crosswalk_incomplete', file, { question, version, side: 'here' });
  }
  for (const question of before.questions.keys()) {
    if (!there.has(question)) faults.add('crosswalk_incomplete', file, { question, version, side: 'there' });
  }
}
