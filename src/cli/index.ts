/**
 * The command line: `gap` and its commands, a folder for each subject. A command parses its arguments, calls one use
 * case and writes the result. This folder must not know SQL, Excel or HTTP; everything external is passed in as
 * `World`.
 */
export { commands, runCommand } from './commands.ts';
export { exitCodeMeanings, exitCodes } from './exit-codes.ts';
export type { Command, World } from './world.ts';
