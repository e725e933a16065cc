/** One submission in full: its revisions, decisions and uploads, its answers, and the changes between two revisions. */
import {
  type AnswerDifference,
  type BoardPlace,
  boardPlace,
  type Cycle,
  choicesIn,
  differencesOf,
  type Finding,
  fullEntitlement,
  type Person,
  type PublicationChange,
  type PublicationChoices,
  type Submission,
} from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { missingForAcceptance } from '../../questionnaire/index.ts';
import {
  type AuditLine,
  answers,
  audit,
  type Connection,
  type Decision,
  findings,
  type ReadAnswer,
  type Revision,
  revisions,
  submissions,
  type Upload,
  uploads,
} from '../../state/index.ts';
import { findCycle } from '../cycle/cycle.ts';
import type { DeskWorld } from '../desk.ts';
import { demandEntitlement, submissionNotFound } from '../permission.ts';
import { maySee } from '../upload/receipt.ts';
import { changesAgainst, heldChoices } from './consent.ts';
import { openChoicesIn } from './open-choices.ts';
import { reasonDecisionsIn } from './review-reasons.ts';

/** Cycle: id or version. */
type Which = { readonly cycle: string; readonly country: string; readonly person: Person };

export type ShownSubmission = {
  readonly cycle: Cycle;
  readonly submission: Submission & { readonly place: BoardPlace };
  /** Oldest first. */
  readonly revisions: readonly Revision[];
  readonly decisions: readonly Decision[];
  /** Every upload recognised as belonging to this submission, including those without a revision; oldest first. */
  readonly uploads: readonly Upload[];
  readonly audit: readonly AuditLine[];
  /** How many times reasons were decided. */
  readonly reasonDecisions: number;
  readonly publication: ShownPublication;
};

/** Effect of the newest revision on what is published, and the conditions of its acceptance. */
export type ShownPublication = {
  /** The choices of the newest revision, by the ids of their answers; empty if the questionnaire asks for none. */
  readonly choices: PublicationChoices;
  /** Compared with the choices that apply; changes that publish more come first, and require a confirmation. */
  readonly changes: readonly PublicationChange[];
  /** Ids of the choices yet to be made, without which given answers are in no public edition. */
  readonly notChosen: readonly string[];
  /** Ids of the answers that acceptance requires and the revision lacks. */
  readonly missing: readonly string[];
};

/** @throws Problem `not_found` if it is not invited or not visible to this person, `cycle_unknown` */
export async function showSubmission(world: DeskWorld, asked: Which): Promise<ShownSubmission> {
  return world.store.snapshot(async (connection) => {
    const cycle = await findCycle(connection, asked.cycle);
    demandEntitlement(asked.person, cycle.id, asked.country);
    const submission = await submissions.find(connection, cycle.id, asked.country);
    if (submission === null) throw submissionNotFound(cycle.id, asked.country);
    const lines = await audit.list(connection, { cycle: cycle.id, country: asked.country });
    return {
      cycle,
      submission: { ...submission, place: boardPlace(submission) },
      revisions: await revisions.list(connection, cycle.id, asked.country),
      decisions: await revisions.decisions(connection, cycle.id, asked.country),
      uploads: await uploads.ofSubmission(connection, cycle.id, asked.country),
      audit: lines,
      reasonDecisions: reasonDecisionsIn(lines).length,
      publication: await publicationOf(world, connection, cycle, submission),
    };
  });
}

async function publicationOf(
  { content }: DeskWorld,
  connection: Connection,
  cycle: Cycle,
  submission: Submission,
): Promise<ShownPublication> {
  const { country, revision } = submission;
  if (revision === 0) return { choices: new Map(), changes: [], notChosen: [], missing: [] };
  const rules = (cycle.rules ?? content.cycleRules(cycle.instrument, cycle.version)).publication;
  const at = { cycle: cycle.id, country, revision };
  const given = await answers.ofRevision(connection, at, fullEntitlement);
  const instrument = content.instrument(cycle.instrument, cycle.version);
  const asking = { instrument, rules };
  const held = await heldChoices(connection, submission, asking);
  return {
    choices: choicesIn(given, rules),
    changes: changesAgainst(held, given, asking),
    notChosen: openChoicesIn(given, rules),
    missing: missingForAcceptance(instrument, given),
  };
}

/** Findings of the newest revision's file, and its upload. */
export type RevisionFindings = {
  readonly upload: string;
  /** Whether the person may also see the receipt and the file. */
  readonly openable: boolean;
  readonly findings: readonly Finding[];
};

/**
 * The findings of the newest revision, limited to answers that the person may see; null if nothing was received.
 *
 * @throws Problem `not_found`
 */
export async function findingsOf(world: DeskWorld, asked: Which): Promise<RevisionFindings | null> {
  return world.store.snapshot(async (connection) => {
    const cycle = (await findCycle(connection, asked.cycle)).id;
    const entitlement = demandEntitlement(asked.person, cycle, asked.country);
    const newest = (await revisions.list(connection, cycle, asked.country)).at(-1);
    const upload = newest ? await uploads.find(connection, newest.upload) : null;
    if (upload === null) return null;
    const found = await findings.ofUpload(connection, upload.id, entitlement);
    return {
      upload: upload.id,
      openable: maySee(asked.person, upload),
      findings: found.map(({ class: _, ...finding }) => finding),
    };
  });
}

/**
 * The answers of a revision, limited to those that the person may see.
 *
 * @param asked - `revision`: default the newest
 * @throws Problem `not_found`
 */
export async function answersOf(world: DeskWorld, asked: Which & { revision?: number }): Promise<ReadAnswer[]> {
  return world.store.snapshot(async (connection) => {
    const cycle = (await findCycle(connection, asked.cycle)).id;
    const entitlement = demandEntitlement(asked.person, cycle, asked.country);
    const submission = await submissions.find(connection, cycle, asked.country);
    const revision = asked.revision ?? submission?.revision ?? 0;
    if (submission === null || revision < 1 || revision > submission.revision) {
      throw revisionNotFound(cycle, asked.country, revision);
    }
    return answers.ofRevision(connection, { cycle, country: asked.country, revision }, entitlement);
  });
}

/** The changes from revision `from` to revision `to`. @throws Problem `not_found` */
export async function compareRevisions(
  world: DeskWorld,
  asked: Which & { from: number; to: number },
): Promise<AnswerDifference[]> {
  const [before, after] = [
    await answersOf(world, { ...asked, revision: asked.from }),
    await answersOf(world, { ...asked, revision: asked.to }),
  ];
  return differencesOf(before, after);
}

const revisionNotFound = (cycle: string, country: string, revision: number): Problem =>
  new Problem('not_found', 'revision', { thing: 'revision', id: `${cycle} ${country} ${revision}` });
