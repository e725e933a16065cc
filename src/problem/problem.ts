/**
 * Everything that can go wrong, in one catalogue.
 *
 * A problem is a code with details; its English sentences are in `catalogue/`, once, so that a page, a terminal and an
 * API reply state the same. What is wrong inside a workbook is not a problem but a finding (`domain/finding.ts`), reported
 * in the reader's language.
 */
import { collectionProblems } from './catalogue/collection.ts';
import { contentProblems } from './catalogue/content.ts';
import { demoProblems } from './catalogue/demo.ts';
import { generalProblems } from './catalogue/general.ts';
import { instrumentProblems } from './catalogue/instrument.ts';
import { pageProblems } from './catalogue/page.ts';
import { pipelineProblems } from './catalogue/pipeline.ts';
import { referenceProblems } from './catalogue/reference.ts';
import { releaseProblems } from './catalogue/release.ts';
import { requestProblems } from './catalogue/request.ts';
import { statisticsProblems } from './catalogue/statistics.ts';
import { storeProblems } from './catalogue/store.ts';
import { submissionProblems } from './catalogue/submission.ts';
import { workbookProblems } from './catalogue/workbook.ts';
import type { ProblemSentences } from './sentence.ts';

export const catalogue = {
  ...generalProblems,
  ...contentProblems,
  ...instrumentProblems,
  ...workbookProblems,
  ...submissionProblems,
  ...collectionProblems,
  ...storeProblems,
  ...pipelineProblems,
  ...releaseProblems,
  ...referenceProblems,
  ...statisticsProblems,
  ...pageProblems,
  ...requestProblems,
  ...demoProblems,
} as const satisfies Readonly<Record<string, ProblemSentences>>;

export type ProblemCode = keyof typeof catalogue;
export type Details<C extends ProblemCode> = Parameters<(typeof catalogue)[C]['what']>[0];

/** Thrown by any layer. `where` names the place in the words of anyone who must act: a field, a file and line, a model. */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = 'Problem';
  readonly status: (typeof catalogue)[C]['status'];
  readonly fix: string;
  readonly code: C;
  readonly where: string;
  readonly details: Details<C>;

  constructor(code: C, where: string, details: Details<C>, options?: ErrorOptions) {
    const { what, also, fix }: ProblemSentences = catalogue[code];
    super([what, also].flatMap((sentence) => sentence?.(details as never) ?? []).join(' '), options);
    this.code = code;
    this.where = where;
    this.details = details;
    this.status = catalogue[code].status;
    this.fix = fix(details as never);
  }
}

/** What a reader is given of a problem. */
export type ProblemWords = Pick<Problem, 'message' | 'fix'>;

/**
 * A problem as programs read it: members of RFC 9457, with the place and the correction next to them.
 *
 * @param words - its sentences in a reader's language; those of the catalogue where left out
 */
export const problemMembers = (problem: Problem, { message, fix }: ProblemWords = problem) => ({
  type: `/errors#${problem.code}`,
  status: problem.status,
  detail: message,
  where: problem.where,
  fix,
});
