/** `gap store check`: checks whether everything stored is intact. */
import { checkStore } from '../../state/index.ts';
import { readLine } from '../line.ts';
import { counted } from '../table.ts';
import type { Command } from '../world.ts';
import { withExistingStore } from './existing-store.ts';

export const command: Command = {
  name: 'store check',
  usage: [
    'gap store check',
    '',
    'Reads everything in the data folder (GAP_DATA) or the PostgreSQL database (DATABASE_URL), also while the server runs,',
    'and changes nothing. Each line of the audit is checked against its seal; the last seal is shown, so that you can keep it elsewhere.',
    'Exits with 0 if there are no findings, otherwise with 1.',
  ].join('\n'),
  json: {
    tables: 'number of tables',
    rows: 'number of rows',
    files: 'number of stored files whose bytes were hashed',
    audit_hash: 'last seal of the audit, SHA-256 in hexadecimal; empty if nothing was written',
    findings: 'a list of sentences; empty if there are none',
  },
  run: async (args, world) => {
    readLine(command, args, {});
    const { tables, rows, files, auditHash, findings } = await withExistingStore(world, checkStore);
    for (const finding of findings) world.out(`${finding}\n`);
    world.out(
      `${counted(tables, 'table')}, ${counted(rows, 'row')} and ${counted(files, 'file')} checked: ${findings.length === 0 ? 'no errors' : counted(findings.length, 'error')}.\n`,
    );
    world.writeJson?.({ tables, rows, files, auditHash, findings });
    if (auditHash !== '') world.out(`Last seal of the audit: ${auditHash}\n`);
    return findings.length === 0 ? 0 : 1;
  },
};
