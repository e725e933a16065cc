/**
 * What a file changes in the answers recorded before it.
 *
 * A later file never deletes by saying nothing: a cell, sheet or section that it leaves blank or leaves out keeps the
 * earlier answer, and so does a cell that could not be read. Only `withdrawn` takes an answer back. An answer equal to the
 * one that the workbook was issued with was not touched by this file, so a newer answer stays.
 */
import { type Answer, answerId, blankContent } from '../../domain/index.ts';

export const remarks = ['reason', 'comment', 'note', 'evidence'] as const;

/**
 * What a file states about one answer.
 *
 * - `changed`, `unchanged`: it gives an answer, new or the same as before
 * - `withdrawn`: it takes the earlier answer back
 * - `outdated`: it repeats what it was issued with, while a newer answer was recorded, which is kept
 * - `kept`: it states nothing, and the earlier answer is kept
 * - `unread`: what it states could not be read, and the earlier answer is kept
 * - `silent`: neither the file nor an earlier one says anything
 */
export type Saying = 'changed' | 'unchanged' | 'withdrawn' | 'outdated' | 'kept' | 'unread' | 'silent';

export type EarlierAnswer = Answer & { readonly unread?: string | null };

export type ComposedAnswer = {
  readonly id: string;
  readonly saying: Saying;
  readonly answer: Answer;
  /** In which of the two the answer stands: its cell is one of that file. */
  readonly from: 'file' | 'earlier';
  /** What was in the cell of the newest file where that could not be read; null if it could. */
  readonly unread: string | null;
  /** The file and a newer one both changed the answer that the workbook was issued with. The later file counts. */
  readonly conflict: boolean;
  /** Remarks of the earlier answer that are not taken over, as the answer that they belonged to has changed. */
  readonly left: readonly (typeof remarks)[number][];
};

export type ToCompose = {
  readonly earlier: EarlierAnswer | undefined;
  readonly file: Answer | undefined;
  /** What the workbook was issued with; undefined if it was issued without answers. */
  readonly issued: Answer | undefined;
  /** Whether a finding states that this row of the file is wrong. */
  readonly failed: boolean;
};

export const saysSomething = (answer: Answer | undefined): boolean =>
  answer !== undefined && (answer.state !== 'blank' || remarks.some((key) => answer[key] !== null));

const isSame = (a: Answer, b: Answer) => a.state === b.state && a.value === b.value;

export function composeAnswer(asked: ToCompose): ComposedAnswer {
  const { file } = asked;
  if (file?.withdrawn) return withdraw(asked, file);
  if (file && file.state !== 'blank' && !isUntouched(asked, file)) return answerAgain(asked, file);
  return keepEarlier(asked);
}

/** An answer that the file only repeats from its issue; a confirmation given since is an answer of its own. */
function isUntouched({ issued }: ToCompose, file: Answer): boolean {
  return (
    issued !== undefined && issued.state !== 'blank' && isSame(issued, file) && (issued.confirmed || !file.confirmed)
  );
}

function withdraw({ earlier, issued }: ToCompose, file: Answer): ComposedAnswer {
  const before = issued ?? earlier;
  // Remarks next to the earlier answer go with it; one that is new states why it is withdrawn.
  const kept = Object.fromEntries(remarks.map((key) => [key, file[key] === before?.[key] ? null : file[key]]));
  const answer: Answer = {
    ...file,
    ...kept,
    state: 'blank',
    value: null,
    raw: null,
    confirmed: false,
    withdrawn: true,
  };
  const saying = saysSomething(earlier) ? 'withdrawn' : saysSomething(answer) ? 'changed' : 'silent';
  return { id: answerId(file), saying, answer, from: 'file', unread: null, conflict: false, left: [] };
}

/** The file gives an answer. What it leaves blank next to an answer that stays the same is kept. */
function answerAgain({ earlier, issued }: ToCompose, file: Answer): ComposedAnswer {
  const same = earlier !== undefined && isSame(earlier, file);
  const beside = same ? Object.fromEntries(remarks.map((key) => [key, file[key] ?? earlier[key]])) : {};
  const answer: Answer = { ...file, ...beside };
  const unchanged = same && remarks.every((key) => answer[key] === earlier[key]);
  // A reason states why there is no answer, so it goes with the state that it explains.
  const left = same || !earlier ? [] : remarks.filter((key) => key !== 'reason' && earlier[key] && !file[key]);
  const conflict = !same && issued !== undefined && earlier !== undefined && !isSame(issued, earlier);
  return {
    id: answerId(file),
    saying: unchanged ? 'unchanged' : 'changed',
    answer,
    from: 'file',
    unread: null,
    conflict,
    left,
  };
}

/** The file gives no answer of its own; a remark that is new is added to the answer that stays. */
function keepEarlier({ earlier, file, issued, failed }: ToCompose): ComposedAnswer {
  const repeats = file !== undefined && file.state !== 'blank';
  const unreadable = file !== undefined && !repeats && (file.raw !== null || failed);
  const kept = saysSomething(earlier);
  const standing = file === undefined || kept || repeats || earlier?.withdrawn === true;
  const base = standing ? (earlier ?? { ...file!, ...blankContent }) : file;
  const added = remarks.flatMap((key) => {
    const said = file?.[key] ?? null;
    return said === null || said === issued?.[key] || said === base[key] ? [] : [[key, said] as const];
  });
  const answer: Answer = { ...base, ...Object.fromEntries(added) };
  const from = base === file ? 'file' : 'earlier';
  return {
    id: answerId(base),
    saying: added.length > 0 || (from === 'file' && saysSomething(file)) ? 'changed' : silence(),
    answer,
    from,
    unread: unreadable && kept ? (file.raw ?? '') : from === 'file' ? null : (earlier?.unread ?? null),
    conflict: false,
    left: [],
  };

  function silence(): Saying {
    if (repeats) return earlier !== undefined && isSame(earlier, file!) ? 'unchanged' : 'outdated';
    if (!kept) return 'silent';
    return unreadable ? 'unread' : 'kept';
  }
}
