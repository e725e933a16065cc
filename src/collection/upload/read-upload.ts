import type { Person } from '../../domain/index.ts';
import type { Upload } from '../../state/index.ts';
import type { CheckedWorkbook } from '../../workbook/index.ts';
import type { Target } from './target.ts';

/** An upload with what was read from it, and the person for whom it is recorded. */
export type ReadUpload = {
  readonly upload: Upload;
  readonly checked: CheckedWorkbook;
  readonly target: Target;
  readonly person: Person;
  /** True if the person has confirmed that the workbook is for another cycle or country than stated. */
  readonly confirmed: boolean;
  /** Token of the claim under which it was read. */
  readonly token: string;
};
