/** Revisions are numbered in the order in which their files arrived, whichever is read first. */
import { type Connection, type Revision, revisions, waiting } from '../../state/index.ts';

export type ArrivalPlace = {
  /**
   * The revision's number. A file that could not be read at first has its number reserved. Null if a later file has a
   * revision and no number was reserved, as when a person confirms only now what the file is for.
   */
  readonly number: number | null;
  /** Revision whose answers it is combined with: the newest earlier one that was not withdrawn; 0 for none. */
  readonly base: number;
  /** True if a file that arrived later already has a revision. */
  readonly late: boolean;
};

/** The position of a file with arrival number `arrival` among the revisions of a submission. */
export async function placeOf(
  connection: Connection,
  { cycle, country, arrival }: { cycle: string; country: string; arrival: number },
): Promise<ArrivalPlace> {
  const all = await revisions.list(connection, cycle, country);
  const earlier = all.filter((revision) => revision.arrival <= arrival);
  const [next] = all.filter((revision) => revision.arrival > arrival);
  const previous = earlier.at(-1);
  const passed = { after: previous?.arrival ?? 0, before: arrival, country };
  const number = (previous?.number ?? 0) + 1 + (await waiting.countSetAside(connection, passed));
  const base = earlier.findLast(isCurrent)?.number ?? 0;
  return { number: next && number >= next.number ? null : number, base, late: next !== undefined };
}

export const isCurrent = ({ withdrawnAt }: Revision): boolean => withdrawnAt === null;
