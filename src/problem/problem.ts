/**
 * Everything that can go wrong, in one catalogue.
 *
 * A problem is a code with details; its sentences are made here, once, so that
 * a page, a terminal and an API reply all say the same thing. The status is the
 * HTTP status; a command exits with 64 where its line is wrong, else with 1. What is wrong inside a workbook is no
 * problem but a finding (`domain/finding.ts`), told in the reader's language.
 */
import { collectionProblems } from './catalogue/collection.ts';
import { contentProblems } from './catalogue/content.ts';
import { dashboardProblems } from './catalogue/dashboard.ts';
import { demoProblems } from './catalogue/demo.ts';
import { generalProblems } from './catalogue/general.ts';
import { instrumentProblems } from './catalogue/instrument.ts';
import { pipelineProblems } from './catalogue/pipeline.ts';
import { referenceProblems } from './catalogue/reference.ts';
import { releaseProblems } from './catalogue/release.ts';
import { statisticsProblems } from './catalogue/statistics.ts';
import { storeProblems } from './catalogue/store.ts';
import { workbookProblems } from './catalogue/workbook.ts';

export const catalogue = {
  ...generalProblems,
  ...contentProblems,
  ...instrumentProblems,
  ...workbookProblems,
  ...collectionProblems,
  ...storeProblems,
  ...pipelineProblems,
  ...releaseProblems,
  ...referenceProblems,
  ...statisticsProblems,
  ...dashboardProblems,
  ...demoProblems,
} as const;

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
    const { status, what, fix } = catalogue[code];
    super((what as (d: Details<C>) => string)(details), options);
    this.code = code;
    this.where = where;
    this.details = details;
    this.status = status;
    this.fix = (fix as (d: Details<C>) => string)(details);
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
