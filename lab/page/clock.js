// @ts-check
// The clock: which month is shown, and how fast months go by. It stops when the page is hidden, and a long gap counts
// as a short one.

/** Longest time between two pictures that is believed, milliseconds. */
const LONGEST = 100;

export class Clock {
  /**
   * @param {(month: number, walks: boolean) => void} show a month is shown; people walk there or stand there at once
   * @param {(way: number) => void} draw how far they have walked, 0 to 1
   * @param {() => void} changed playing began or ended
   */
  constructor(show, draw, changed) {
    this.show = show;
    this.draw = draw;
    this.changed = changed;
    this.month = 0;
    this.months = 1;
    /** Months a second. */
    this.speed = 6;
    this.isPlaying = false;
    /** The month at which it stops by itself, where there is one. @type {number | undefined} */
    this.stop = undefined;
    /** Where playing began: who stands at the stop goes on. */
    this.began = 0;
    this.way = 1;
    this.last = 0;
    this.frame = 0;
    this.isStill = typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** Goes to a month. @param {number} month @param {boolean} [walks] */
  go(month, walks = false) {
    this.month = Math.max(0, Math.min(Math.round(month), this.months));
    this.way = walks && !this.isStill ? 0 : 1;
    this.show(this.month, this.way === 0);
    if (this.way === 0 && !this.isPlaying) this.walk();
    else this.draw(this.way);
  }

  /** A month on or back, walking. @param {number} by */
  step(by) {
    this.pause();
    this.go(this.month + by, by === 1);
  }

  /** Whether it came to the stop by playing. */
  isAtStop() {
    return this.month === this.stop && this.month !== this.began;
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play() {
    if (this.isPlaying) return;
    if (this.month >= this.months) this.go(0);
    this.isPlaying = true;
    this.began = this.month;
    this.changed();
    this.walk();
  }

  pause() {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    this.way = 1;
    this.draw(1);
    this.changed();
  }

  /** Draws until everybody has arrived, and on to the next month while playing. */
  walk() {
    if (this.frame) return;
    this.last = performance.now();
    const tick = (/** @type {number} */ now) => {
      this.frame = 0;
      // Without walking a month is shown for as long, and for no less than half a second.
      const speed = this.isStill ? Math.min(2, this.speed) : this.speed;
      this.way += (Math.min(LONGEST, Math.max(0, now - this.last)) / 1000) * speed;
      this.last = now;
      while (this.way >= 1 && this.isPlaying) {
        if (this.month >= this.months || this.isAtStop()) {
          this.pause();
          return;
        }
        this.way -= 1;
        this.month += 1;
        this.show(this.month, !this.isStill);
      }
      this.way = Math.min(1, this.way);
      this.draw(this.isStill ? 1 : this.way);
      if (this.isPlaying || this.way < 1) this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }
}
