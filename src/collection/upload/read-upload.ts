import type { Person } from '../../domain/index.ts';
import type { Upload } from '../../state/index.ts';
import type { CheckedWorkbook } from '../../workbook/index.ts';
import type { Target } from './target.ts';

/** An upload with what was read from it, and who asks. */
export type ReadUpload = {
  readonly upload: Upload;
  readonly checked: CheckedWorkbook;
  readonly target: Target;
  readonly person: Person;
  /** True if the person has seen that the workbook is for something else than was stated. */
  readonly confirmed: boolean;
  /** Of the claim under which it was read. */
  readonly token: string;
};
