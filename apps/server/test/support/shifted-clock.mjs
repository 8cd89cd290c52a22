/**
 * Imported before a server (`NODE_OPTIONS=--import …`), shifts its process's clock by PATCHBAY_TEST_CLOCK_SHIFT
 * milliseconds, for every library in it. The monotonic clock is right, as on a machine with a wrong date.
 */
const shift = Number(process.env['PATCHBAY_TEST_CLOCK_SHIFT'] ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shift);
    else super(...given);
  }

  static now() {
    return RealDate.now() + shift;
  }
};
