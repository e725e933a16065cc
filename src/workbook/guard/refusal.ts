/** The reason why a file is not read at all: one finding about the whole file. */
import type { Finding } from '../../domain/index.ts';
import type { RefusalCode } from '../finding-codes.ts';

/** Thrown within the guard and the reader, and caught by their entry functions. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly finding: Finding;

  constructor(code: RefusalCode, details: Finding['details'] = {}) {
    super(code);
    this.finding = { code, severity: 'error', sheet: null, cell: null, question: null, details };
  }
}
