import type { DataDeclaration } from './declaration.ts';

/** Steps of a declaration that add columns to each row. */
export type AddingSteps = {
  readonly [step in
    | 'past'
    | 'first_of'
    | 'label'
    | 'label_list'
    | 'choices'
    | 'described'
    | 'label_text'
    | 'link'
    | 'format']?: DataDeclaration[step] | undefined;
};
