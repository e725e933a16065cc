/** A server as a separate process that prints its address: `node serving.ts CONTENT FOLDER [DATABASE_URL]`. */
import { writeSync } from 'node:fs';
import { serveInstallation } from '../../src/http/index.ts';

const [contentRoot = '', folder = '', databaseUrl = ''] = process.argv.slice(2);
const served = await serveInstallation({
  contentRoot,
  folder,
  databaseUrl: databaseUrl || null,
  host: '127.0.0.1',
  port: 0,
  rateLimit: 100_000,
  now: () => new Date(),
  err: (text) => void process.stderr.write(text),
});
served.readWaiting();
writeSync(1, `${served.address}\n`);
