import { type Logger, pino } from "pino";

export type Log = Logger;

/**
 * The program's log: one JSON object a line on standard error. Whoever writes to it names what happened and the
 * ids of what it happened to, and no personal data; what slips in under a telling name is struck out all the same.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ["email", "name", "donor", "ip", "password", "secret", "token", "authorization", "cookie"].flatMap(
          (key) => [key, `*.${key}`],
        ),
        censor: "[removed]",
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
