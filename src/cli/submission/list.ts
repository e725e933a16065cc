/** `gap submission list`: lists the status of every invited country. */
import type { Board, BoardLine } from '../../collection/index.ts';
import { daysLate, daysLeft, shortSubject, standingRevision } from '../../domain/index.ts';
import { readBoard } from '../board.ts';
import { summaryOf } from '../cycle/summary.ts';
import { readLine } from '../line.ts';
import { counted, table } from '../table.ts';
import { openWords, type Words } from '../words.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'submission list',
  usage: 'gap submission list [CYCLE]',
  json: {
    cycles: 'a list as in `gap cycle list`',
    submissions:
      'a list: `cycle`, `country`, `status` (`not_opened`, `opened`, `with_errors`, `waiting`, `returned`, `accepted`), `revision` (0 for none), `accepted_revision`, `errors`, `warnings`, `received` (instant), `days_late`, `publication_not_chosen` (sections, and the question about needs)',
    waiting:
      'a list of files waiting to be read: `upload`, `file`, `country` (null if not stated), `received`, `set_aside`',
  },
  run: async (args, world) => {
    const [cycle] = readLine(command, args, { places: { least: 0, most: 1, are: 'a cycle' } }).places;
    const board = await readBoard(world, cycle ? { cycle } : {});
    const words = openWords(world);
    if (board.submissions.length === 0)
      world.out('No country is invited yet. Open a cycle first: gap cycle open CYCLE --all\n');
    for (const { id, closesOn } of board.cycles) {
      const rows = board.submissions.filter((one) => one.cycle === id).map((one) => rowOf(one, closesOn, words));
      if (rows.length > 0) world.out(`${id}: ${deadline(closesOn, world.now(), words)}\n${table(head, rows)}\n`);
    }
    const waiting = board.waiting.map(({ fileName, country, receivedAt, setAside }) => [
      ...[fileName, country === null ? 'not stated' : words.country(country), words.instant(receivedAt)],
      setAside ? 'could not be read yet, set aside' : 'waits to be read',
    ]);
    world.out(table(['File', 'Country', 'Received', 'Status'], waiting));
    world.writeJson?.(reportOf(board));
    return 0;
  },
};

const head = ['Country', 'Status', 'Revision', 'Errors', 'Warnings', 'Received', 'Remarks'];

function rowOf(line: BoardLine, due: string | null, words: Words): string[] {
  const { country, place, revision, errors, warnings, receivedAt, notChosen } = line;
  const late = daysLate(due, receivedAt);
  const accepted = standingRevision(line);
  const remarks = [
    ...(accepted === null ? [] : [`revision ${accepted} accepted`]),
    ...(notChosen.length === 0 ? [] : [`publication not yet chosen: ${notChosen.map(shortSubject).join(' ')}`]),
    ...(late === 0 ? [] : [`${counted(late, 'day')} late`]),
  ];
  const numbers = revision === 0 ? ['none', '', '', ''] : [revision, errors, warnings].map(String);
  const received = receivedAt === null ? [] : [words.day(receivedAt)];
  return [words.country(country), words.place(place), ...numbers, ...received, '', '']
    .slice(0, 6)
    .concat(remarks.join('; '));
}

function deadline(due: string | null, now: Date, words: Words): string {
  const left = daysLeft(due, now.toISOString());
  if (left === null) return 'no due date is set';
  const days = counted(Math.abs(left), 'day');
  return left < 0
    ? `answers were due on ${words.day(due)}, ${days} ago`
    : `answers are due on ${words.day(due)}, ${days} left`;
}

function reportOf({ cycles, submissions, waiting }: Board) {
  const due = new Map(cycles.map(({ id, closesOn }) => [id, closesOn]));
  return {
    cycles: cycles.map((cycle) => summaryOf(cycle, submissions)),
    submissions: submissions.map(({ cycle, country, place, revision, acceptedRevision, ...line }) => ({
      ...{ cycle, country, status: place, revision, acceptedRevision },
      ...{ errors: line.errors, warnings: line.warnings, received: line.receivedAt },
      daysLate: daysLate(due.get(cycle) ?? null, line.receivedAt),
      publicationNotChosen: line.notChosen.map(shortSubject),
    })),
    waiting: waiting.map(({ id, fileName, country, receivedAt, setAside }) => ({
      ...{ upload: id, file: fileName, country, received: receivedAt, setAside },
    })),
  };
}
