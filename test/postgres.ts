/** A PostgreSQL server for tests, set by GAP_TEST_POSTGRES. Each test has its own schema. */
import pg from 'pg';

export const postgresServer = process.env.GAP_TEST_POSTGRES || null;

let made = 0;

/** Creates a new schema. @returns its connection URL, and a function that drops it */
export async function freshSchema(): Promise<{ url: string; drop: () => Promise<void> }> {
  if (postgresServer === null) throw new Error('GAP_TEST_POSTGRES names no server');
  made += 1;
  const schema = `gap_test_${process.pid}_${Date.now()}_${made}`;
  await run(`create schema ${schema}`);
  const url = new URL(postgresServer);
  url.searchParams.set('options', `-csearch_path=${schema}`);
  return { url: url.href, drop: () => run(`drop schema ${schema} cascade`) };
}

async function run(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresServer! });
  await client.connect();
  try {
    await client.query("set client_min_messages = 'warning'");
    await client.query(statement);
  } finally {
    await client.end();
  }
}
