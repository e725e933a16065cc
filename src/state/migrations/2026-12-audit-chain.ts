/** Seals the lines of the audit log in a hash chain: see `records/audit-chain.ts`. */
import { sql } from 'kysely';
import { noHash, type SealedLine, seal } from '../records/audit-chain.ts';
import type { Migration } from './columns.ts';

export const auditChain: Migration = async (tx, { appendOnly, atCommit }) => {
  const statements = [
    sql`create table audit_head (one integer primary key check (one = 1), number integer not null, hash text not null)`,
    sql`create table audit_chain (number integer primary key, line integer not null unique, hash text not null)`,
    sql`insert into audit_head (one, number, hash) values (1, 0, ${sql.lit(noHash)})`,
  ];
  for (const statement of statements) await statement.execute(tx);
  await seal(tx, (await tx.selectFrom('audit').selectAll().orderBy('id').execute()) as SealedLine[]);
  for (const statement of [...appendOnly('audit_chain'), ...atCommit('audit', sealing)]) await statement.execute(tx);
};

/** In PL/pgSQL; `new` is the line. A line that is already sealed, from a backup, is not changed. */
const sealing = `
  declare
    place integer;
    before text;
    written text;
    own text;
  begin
    if exists (select 1 from audit_chain where line = new.id) then return null; end if;
    update audit_head set number = number + 1 returning number, hash into place, before;
    select string_agg(coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-'), ',' order by at) into written
    from unnest(array[
      new.id::text, new.at, new.person, new.role, new.action, new.thing, new.cycle, new.country, new.from_state,
      new.to_state, new.details
    ]) with ordinality as fields (value, at);
    own := encode(sha256(convert_to(before || chr(10) || written, 'UTF8')), 'hex');
    insert into audit_chain (number, line, hash) values (place, new.id, own);
    update audit_head set hash = own;
    return null;
  end`;
