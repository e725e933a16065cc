/**
 * Starts the child processes of the product, in one way. This folder must not know what they do.
 */
export { isStarted, startProcess } from './start.ts';
