/** The process that writes files for download, so that none of them delays a page or ends the server. */
import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { type WritingOrder, writeFile } from './writing.ts';

// Page requests have priority over files.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

export type DocumentReply = { readonly bytes: Uint8Array } | { readonly failed: string };

process.on('message', async (order: WritingOrder) => {
  let reply: DocumentReply;
  try {
    reply = { bytes: await writeFile(order) };
  } catch (error) {
    reply = { failed: error instanceof Error ? error.message : String(error) };
  }
  process.send!(reply);
});
// A signal to the whole process group, such as Ctrl-C, is ignored: the parent decides when this process ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.once('disconnect', () => process.exit());
