/** The log of the server: one line of JSON per entry, whatever an error contains, without any answer. */
import { Problem } from '../../problem/index.ts';

export function logLine(at: Date, entry: object): string {
  return JSON.stringify({ time: at.toISOString(), ...entry });
}

export type LoggedError = {
  readonly name: string;
  readonly message: string;
  readonly at: readonly string[];
  /** The error of the operating system or a database, which operators search for. */
  readonly cause?: LoggedError;
};

/**
 * An error in the log: a problem with its code, position and cause; any other error with the stack frames and without
 * its message, which may quote an answer.
 */
export function reported(error: Error): LoggedError {
  if (error instanceof Problem) {
    const { cause } = error;
    const logged = { name: error.code, message: unquoted(error.message), at: [error.where] };
    return cause instanceof Error ? { ...logged, cause: reported(cause) } : logged;
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, message: unquoted(error.message), at: frames.slice(0, 8).map((line) => line.trim()) };
}

const unquoted = (message: string) => message.replace(/(["'`])[^"'`]*\1/gu, '$1…$1').replace(/“[^”]*”/gu, '“…”');
