/**
 * How a large release is built in little memory: the engine moves parts of tables to the disk, and what JavaScript no
 * longer needs is returned to the system.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Manifest } from '../files/manifest.ts';
import type { Inputs } from '../input/inputs.ts';
import { inputPath } from '../input/load.ts';

/** How many answers a release has, and how long they are. */
export type AnswerVolume = {
  readonly answers: number;
  /** Bytes of their texts. */
  readonly bytes: number;
};

/** Number of answers from which a release is large. With fewer, memory is worth less than what it takes to save it. */
export const manyAnswers = 200_000;

/** Number of answers from which tables of releases are compared: a smaller release is built in a second. */
export const fewAnswers = 2_000;

/** Number of answers from which replications have a thread of their own: fewer take less time than its start. */
export const answersApart = 5_000;

/** Least room for the engine, in which every statement has run. */
const least = 300 * 1_048_576;

/**
 * Bytes that the engine may hold before it moves parts of tables to its scratch folder. All tables together take about
 * twice as much at their highest.
 *
 * @param many - number of answers from which there is a limit
 * @returns undefined for no limit
 */
export const roomOfEngine = ({ answers, bytes }: AnswerVolume, many: number): number | undefined =>
  answers < many ? undefined : Math.max(least, 300 * answers + 4 * bytes);

/** Texts are counted by their letters, as nearly all take one byte. */
export function volumeOf(answers: Inputs['answers']): AnswerVolume {
  let bytes = 0;
  for (const { value, comment, evidence } of answers)
    bytes += (value?.length ?? 0) + (comment?.length ?? 0) + (evidence?.length ?? 0);
  return { answers: answers.length, bytes };
}

/** The same of a release's kept answers, whose file is compressed to about a quarter. */
export function keptVolume(inputs: Manifest['inputs']): AnswerVolume {
  const kept = inputs.find(({ path }) => path === inputPath('answers'));
  return { answers: kept?.rows ?? 0, bytes: 4 * (kept?.bytes ?? 0) };
}

type Collect = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/** Bytes of V8's heap after memory was last returned: what was still referred to then. */
let kept = 0;

/**
 * Returns memory that nothing refers to. V8 keeps the pages of an ordinary collection for later: 0.3 GB after a million
 * answers were loaded, until the process ends. Takes about a tenth of a second, and longer the more is referred to.
 */
export function returnMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  kept = getHeapStatistics().total_physical_size;
}

/**
 * Bytes by which V8's heap grows until what it grew by is mostly garbage: what a large build refers to between two tables
 * is 25 MB.
 */
const grown = 100 * 1_048_576;

/**
 * Returns memory if a table that JavaScript made has left much: 0.2 GB of 1,940 countries would stay until the end. What a
 * process refers to besides, such as a site that is shown meanwhile, is not collected again for each table.
 */
export function returnGrownMemory(): void {
  if (getHeapStatistics().total_physical_size > kept + grown) returnMemory();
}
