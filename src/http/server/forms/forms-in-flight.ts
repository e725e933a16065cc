/** How much of the forms with files a server holds at once, in memory and on its disk. */
import type { LargeForms } from './form.ts';
import { openGate } from './gate.ts';
import { openBodyFolder } from './received-body.ts';

/** Two files of the largest size are in memory at once: each once while it is stored, and once more while it is read. */
const mostBytes = 20_000_000;
const mostWaiting = 200;

export type FormsInFlight = LargeForms & { readonly close: () => void };

/** @param under - where a folder is made for bodies that wait */
export function openForms(under: string): FormsInFlight {
  const folder = openBodyFolder(under);
  return { gate: openGate({ bytes: mostBytes, waiting: mostWaiting }), folder: folder.path, close: folder.remove };
}
