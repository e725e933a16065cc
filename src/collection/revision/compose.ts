/**
 * Combines a file with the answers recorded before it.
 *
 * A later file never deletes an answer implicitly: a cell, sheet or section that is blank or missing keeps the
 * earlier answer, and so does a cell that could not be read. Only `withdrawn` withdraws an answer. An answer equal to
 * the one with which the workbook was issued was not changed by this file, so a newer answer is kept.
 */
import { type Answer, answerId, blankContent } from '../../domain/index.ts';

export const remarks = ['reason', 'comment', 'note', 'evidence'] as const;

/**
 * Effect of a file on one answer.
 *
 * - `changed`, `unchanged`: it contains an answer, new or the same as before
 * - `withdrawn`: it withdraws the earlier answer
 * - `outdated`: it repeats the answer with which it was issued, while a newer one was recorded, which is kept
 * - `kept`: it contains no answer, and the earlier answer is kept
 * - `unread`: its content could not be read, and the earlier answer is kept
 * - `silent`: neither the file nor an earlier one contains an answer
 */
export type Saying = 'changed' | 'unchanged' | 'withdrawn' | 'outdated' | 'kept' | 'unread' | 'silent';

export type EarlierAnswer = Answer & { readonly unread?: string | null };

export type ComposedAnswer = {
  readonly id: string;
  readonly saying: Saying;
  readonly answer: Answer;
  /** The source of the answer, to which its cell refers. */
  readonly from: 'file' | 'earlier';
  /** Content of the cell in the newest file if it could not be read; null if it could. */
  readonly unread: string | null;
  /**
   * The file and a newer one both changed the answer with which the workbook was issued, or both gave the first one. The
   * later file counts.
   */
  readonly conflict: boolean;
  /** Remarks of the earlier answer that are dropped, as the answer that they belonged to has changed. */
  readonly left: readonly (typeof remarks)[number][];
};

export type ToCompose = {
  readonly earlier: EarlierAnswer | undefined;
  readonly file: Answer | undefined;
  /** The answer with which the workbook was issued; undefined if it was issued without answers. */
  readonly issued: Answer | undefined;
  /** Whether there is a finding with an error about this row of the file. */
  readonly failed: boolean;
  /** Whether another file gave the earlier answer, and this one was not made from that file. */
  readonly byOther: boolean;
};

export const saysSomething = (answer: Answer | undefined): boolean =>
  answer !== undefined && (answer.state !== 'blank' || remarks.some((key) => answer[key] !== null));

export const isSame = (a: Answer, b: Answer) => a.state === b.state && a.value === b.value;

export function composeAnswer(asked: ToCompose): ComposedAnswer {
  const { file } = asked;
  if (file?.withdrawn) return withdraw(asked, file);
  if (file && file.state !== 'blank' && !isUntouched(asked, file)) return answerAgain(asked, file);
  return keepEarlier(asked);
}

/**
 * True for an answer that was not changed since the workbook was issued; a confirmation given since counts as a
 * change.
 */
function isUntouched({ issued }: ToCompose, file: Answer): boolean {
  return (
    issued !== undefined && issued.state !== 'blank' && isSame(issued, file) && (issued.confirmed || !file.confirmed)
  );
}

function withdraw({ earlier, issued }: ToCompose, file: Answer): ComposedAnswer {
  const before = issued ?? earlier;
  // Remarks of the earlier answer are removed with it; a new remark gives the reason for the withdrawal.
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

/** The file contains an answer. Remarks that it leaves blank are kept if the answer is the same. */
function answerAgain({ earlier, issued, byOther }: ToCompose, file: Answer): ComposedAnswer {
  const same = earlier !== undefined && isSame(earlier, file);
  const beside = same ? Object.fromEntries(remarks.map((key) => [key, file[key] ?? earlier[key]])) : {};
  const answer: Answer = { ...file, ...beside };
  const unchanged = same && remarks.every((key) => answer[key] === earlier[key]);
  // A reason explains a state, so it is removed together with that state.
  const left = same || !earlier ? [] : remarks.filter((key) => key !== 'reason' && earlier[key] && !file[key]);
  const isNewer = issued === undefined ? saysSomething(earlier) && byOther : earlier && !isSame(issued, earlier);
  const conflict = !same && isNewer === true;
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

/** The file contains no answer of its own; a new remark is added to the earlier answer. */
function keepEarlier({ earlier, file, issued, failed }: ToCompose): ComposedAnswer {
  const repeats = file !== undefined && file.state !== 'blank';
  const unreadable = file !== undefined && !repeats && (file.raw !== null || failed);
  const kept = saysSomething(earlier);
  const standing = file === undefined || kept || repeats || earlier?.withdrawn === true;
  const base = standing ? (earlier ?? { ...file!, ...blankContent }) : file;
  const added = remarks.flatMap((key) => {
    const given = file?.[key] ?? null;
    return given === null || given === issued?.[key] || given === base[key] ? [] : [[key, given] as const];
  });
  const answer: Answer = { ...base, ...Object.fromEntries(added) };
  const from = base === file ? 'file' : 'earlier';
  return {
    id: answerId(base),
    saying: added.length > 0 || (from === 'file' && saysSomething(file)) ? 'changed' : unchangedSaying(),
    answer,
    from,
    unread: unreadable && kept ? (file.raw ?? '') : from === 'file' ? null : (earlier?.unread ?? null),
    conflict: false,
    left: [],
  };

  function unchangedSaying(): Saying {
    if (repeats) return earlier !== undefined && isSame(earlier, file!) ? 'unchanged' : 'outdated';
    if (!kept) return 'silent';
    return unreadable ? 'unread' : 'kept';
  }
}
