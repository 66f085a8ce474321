import { useSyncExternalStore } from "react";

/** So long at most takes one rendering. */
const ONE_LOOK_MS = 1_000;

/** A clock that all who look at it see tick at the same moment. It stands still while nobody looks. */
class SharedClock {
  private readonly everyMs: number;
  private now = new Date();
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(everyMs: number) {
    this.everyMs = everyMs;
  }

  readonly watch = (onTick: () => void): (() => void) => {
    this.watchers.add(onTick);
    this.timer ??= setInterval(() => {
      this.now = new Date();
      for (const tick of this.watchers) tick();
    }, this.everyMs);
    return () => {
      this.watchers.delete(onTick);
      if (this.watchers.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  };

  readonly read = (): Date => {
    // While nobody looks it does not tick. One look asks more than once and wants one answer.
    const stoodFor = Math.abs(Date.now() - this.now.getTime());
    if (this.timer === undefined && stoodFor >= ONE_LOOK_MS) this.now = new Date();
    return this.now;
  };
}

const clocks = new Map<number, SharedClock>();

function clockOf(everyMs: number): SharedClock {
  const known = clocks.get(everyMs);
  if (known) return known;
  const made = new SharedClock(everyMs);
  clocks.set(everyMs, made);
  return made;
}

/**
 * The time now, renewed every half minute, for words like "4 min ago". One clock for the whole window: two places that
 * speak of the same moment say the same.
 */
export function useNow(everyMs = 30_000): Date {
  const clock = clockOf(everyMs);
  return useSyncExternalStore(clock.watch, clock.read);
}
