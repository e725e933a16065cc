/**
 * Everything that can go wrong, in one catalogue: code, status, sentence and how to correct it. It knows no language but
 * English (`texts/` has the others) and no part of the product.
 */
export { didYouMean, type Fault, formatFault, placeOfFault } from './fault.ts';
export { type Details, Problem, type ProblemCode, problemMembers } from './problem.ts';
