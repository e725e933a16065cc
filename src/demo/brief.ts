/**
 * Options of Node for child processes of the demo, which end after some seconds of work. TurboFan, V8's last compiler,
 * then takes longer than its faster code saves, and the compiler before it begins with functions that run often.
 */
export const briefOptions: readonly string[] = [
  '--no-turbofan',
  '--invocation-count-for-maglev=1600',
  '--invocation-count-for-maglev-osr=400',
];
