/** The status board: the status of every invited country. */
import {
  type BoardPlace,
  boardPlace,
  boardPlaces,
  type Cycle,
  may,
  type Person,
  type Submission,
} from '../../domain/index.ts';
import { cycles, folder, submissions, type Upload, waiting } from '../../state/index.ts';
import { findCycle } from '../cycle/cycle.ts';
import type { DeskWorld } from '../desk.ts';
import { openChoicesOf } from './open-choices.ts';

export type BoardLine = Submission & {
  readonly place: BoardPlace;
  /** Choices about publication that the country has yet to make for answers of the newest revision. */
  readonly notChosen: readonly string[];
};

export type WaitingUpload = Pick<Upload, 'id' | 'fileName' | 'receivedAt' | 'person' | 'tries' | 'setAside'> & {
  /** The country stated at upload, if any; the file itself is not read yet. */
  readonly country: string | null;
};

export type Board = {
  readonly kind: 'illustrative' | 'real' | null;
  readonly cycles: readonly Cycle[];
  /** Sorted by cycle and country; only those that the person may see. */
  readonly submissions: readonly BoardLine[];
  /** Uploads waiting to be read, in queue order; only those that the person may see. */
  readonly waiting: readonly WaitingUpload[];
  /** Number of submissions by status; they sum to all submissions. */
  readonly counts: Readonly<Record<BoardPlace, number>>;
};

/** @param asked - `cycle`: id or version; default all. @throws Problem `cycle_unknown` */
export async function listSubmissions(
  world: Pick<DeskWorld, 'store'>,
  asked: { cycle?: string; person: Person },
): Promise<Board> {
  return world.store.snapshot(async (connection) => {
    const cycle = asked.cycle === undefined ? null : await findCycle(connection, asked.cycle);
    const visible = (await submissions.list(connection, cycle?.id)).filter(({ country }) =>
      may(asked.person, 'submission.read', { country }),
    );
    const open = cycle ? [cycle] : await cycles.list(connection);
    const notChosen = new Map<string, ReadonlyMap<string, readonly string[]>>();
    for (const one of open) notChosen.set(one.id, await openChoicesOf(connection, one));
    const lines = visible.map((submission) => ({
      ...submission,
      place: boardPlace(submission),
      notChosen: notChosen.get(submission.cycle)?.get(submission.country) ?? [],
    }));
    const count = (place: BoardPlace) => lines.filter((line) => line.place === place).length;
    return {
      kind: await folder.kind(connection),
      cycles: open,
      waiting: (await waiting.list(connection)).flatMap((upload) => waitingFor(asked.person, upload)),
      submissions: lines,
      counts: Object.fromEntries(boardPlaces.map((place) => [place, count(place)])) as Board['counts'],
    };
  });
}

function waitingFor(person: Person, upload: Upload): WaitingUpload[] {
  const { id, fileName, receivedAt, person: sender, tries, setAside } = upload;
  const country = upload.expectedCountry ?? upload.personCountry;
  const theirs = sender === person.id || may(person, 'submission.read', { country });
  return theirs ? [{ id, fileName, receivedAt, person: sender, tries, setAside, country }] : [];
}
