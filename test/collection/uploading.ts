/**
 * A process that uploads forever, or TIMES times, and prints the id of each upload once it has the
 * receipt: `node uploading.ts NAME FOLDER [DATABASE_URL] [TIMES]`.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { said, tinyDesk, workbook } from './tiny.ts';

const [name = '', folder = '', databaseUrl = '', times = 'Infinity'] = process.argv.slice(2);
const store = await openStore({ databaseUrl: databaseUrl || null, folder });
const desk = tinyDesk(store, { ids: name });
const padding = 'x'.repeat(100_000);
for (let n = 0; n < Number(times); n += 1) {
  const bytes = workbook({ answers: [said('Q1', n), said('Q2', `${name} ${n} ${padding}`)] });
  const { upload } = await desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person: asSecretariat });
  writeSync(1, `${upload}\n`);
}
await store.close();
