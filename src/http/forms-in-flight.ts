/** How much of the forms with files a server holds at once, in memory and on its disk. */
import type { LargeForms } from './form.ts';
import { openGate } from './gate.ts';
import { openBodyFolder } from './received-body.ts';

/** Two uploads of the largest size are in memory at once; each is copied a few times while it is read and stored. */
const mostBytes = 20_000_000;
const mostWaiting = 200;

export type FormsInFlight = LargeForms & { readonly close: () => void };

/** @param under - where a folder is made for bodies that wait */
export function openForms(under: string): FormsInFlight {
  const folder = openBodyFolder(under);
  return { gate: openGate({ bytes: mostBytes, waiting: mostWaiting }), folder: folder.path, close: folder.remove };
}
