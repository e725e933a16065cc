export { type Details, Problem, type ProblemCode } from './problem.ts';
