/** Revisions are numbered in the order in which their files arrived, whichever is read first. */
import { type Connection, type Revision, revisions, waiting } from '../../state/index.ts';

export type ArrivalPlace = {
  /**
   * The revision's number. A file that was passed over while it could not be read has kept its own. Null if a later file
   * has a revision and none was kept, as a person confirmed only now what the file is for.
   */
  readonly number: number | null;
  /** Revision whose answers it is put together with: the newest before it that was not withdrawn; 0 for none. */
  readonly base: number;
  /** True if a file that arrived later made a revision already. */
  readonly late: boolean;
};

/** The place of a file that arrived as number `arrival` among the revisions of a submission. */
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
