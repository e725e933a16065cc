/** Verifies the seals of the audit log: finds lines that were changed, removed or inserted. */
import type { Connection } from '../engine/connection.ts';
import { noHash, type SealedLine, sealOf } from './audit-chain.ts';

/** Findings beyond this number are only counted. */
const mostNamed = 20;

export async function brokenSeals(connection: Connection): Promise<{ findings: string[]; hash: string }> {
  const lines = new Map(
    ((await connection.selectFrom('audit').selectAll().execute()) as SealedLine[]).map((line) => [line.id, line]),
  );
  const head = await connection.selectFrom('audit_head').selectAll().executeTakeFirst();
  const seals = await connection.selectFrom('audit_chain').selectAll().orderBy('number').execute();
  const findings: string[] = [];
  let before = noHash;
  let expected = 1;
  for (const { number, line: id, hash } of seals) {
    const line = lines.get(id);
    lines.delete(id);
    if (number !== expected) findings.push(`The audit lacks the seals ${expected} to ${number - 1}.`);
    else if (!line) findings.push(`Line ${id} of the audit was taken out after it was written.`);
    else if (sealOf(before, line) !== hash) findings.push(`Line ${id} of the audit is not as it was written.`);
    [before, expected] = [hash, number + 1];
  }
  for (const id of [...lines.keys()].sort((a, b) => a - b)) findings.push(`Line ${id} of the audit has no seal.`);
  if (head?.number !== expected - 1 || head.hash !== before) {
    findings.push(`The audit ends with seal ${expected - 1}, and ${head?.number ?? 'an unknown number'} were made.`);
  }
  const more = findings.length - mostNamed;
  return {
    findings: more > 0 ? [...findings.slice(0, mostNamed), `${more} more findings about the audit.`] : findings,
    hash: before,
  };
}
