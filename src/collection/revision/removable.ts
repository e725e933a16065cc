/** Answers that a file left out, which a person may remove. */
import { answerId, fullEntitlement } from '../../domain/index.ts';
import { answers, type Connection, type Upload } from '../../state/index.ts';
import { saysSomething } from './compose.ts';

/** Answers that an upload left out and that have not changed since. */
export async function removableOf(connection: Connection, upload: Upload, revision: number): Promise<string[]> {
  const { cycle, country, effect } = upload;
  if (cycle === null || country === null || !effect || effect.kept.length === 0) return [];
  const current = await answers.ofRevision(connection, { cycle, country, revision }, fullEntitlement);
  const standing = new Set(
    current.filter((answer) => saysSomething(answer) && (answer.arrival ?? 0) <= upload.arrival).map(answerId),
  );
  return effect.kept.filter((id) => standing.has(id));
}
