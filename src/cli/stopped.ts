/** Waits for Ctrl-C. */
const signals = ['SIGINT', 'SIGTERM'] as const;

/** Resolves when the process receives a signal to end. A second signal ends it at once. */
export const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop);
      resolve();
    };
    for (const signal of signals) process.on(signal, stop);
  });
