/* Time as the server has it, whatever this device's own clock says. */

const JUMP = 2000; // milliseconds by which a device's clock may seem to slip before it is believed

export class ServerClock {
  constructor() {
    this.offset = null;
  }

  /** The server's time, just heard. What took longest to arrive says least: the largest counts. */
  heard(server) {
    const offset = server - Date.now();
    if (this.offset === null || offset > this.offset || this.offset - offset > JUMP) this.offset = offset;
  }

  now() {
    return Date.now() + (this.offset ?? 0);
  }
}

/** Milliseconds since a clock began, standing still while it is paused; null before it began. */
export function elapsed(clock, now) {
  if (!clock) return null;
  if (clock.paused !== null && clock.paused !== undefined) return clock.paused;
  if (clock.began === null || clock.began === undefined) return null;
  return Math.max(0, now - clock.began);
}

/** Whole seconds left, or null where there is no end. */
export function left(clock, now) {
  const gone = elapsed(clock, now);
  if (gone === null || !clock.seconds) return null;
  return Math.max(0, Math.ceil(clock.seconds - gone / 1000));
}

/** Which of some timed steps runs now, and the seconds left of it; over when all have passed. */
export function stepAt(steps, clock, now) {
  let gone = elapsed(clock, now);
  if (gone === null) return { index: -1, left: null, over: false };
  gone /= 1000;
  for (const [index, step] of steps.entries()) {
    if (gone < step.seconds) return { index, left: Math.ceil(step.seconds - gone), over: false };
    gone -= step.seconds;
  }
  return { index: steps.length, left: 0, over: true };
}

export const isPaused = (clock) => Boolean(clock) && clock.paused !== null && clock.paused !== undefined;

export const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Seconds in words, for reading and for listening. */
export function inWords(seconds) {
  if (seconds < 60) return seconds === 1 ? "1 second left" : `${seconds} seconds left`;
  return `${minutes(seconds)} left`;
}
