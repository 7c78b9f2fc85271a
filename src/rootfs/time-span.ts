/** A time span of systemd.time(7) in seconds; `undefined` for what is none, and for one without an end (`infinity`, and 0 where that means it). */
export const readSeconds = (text: string): number | undefined => {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)/g)];
  const seconds = parts.map(([, count, unit = ""]) => Number(count) * (UNITS[unit] ?? Number.NaN)).reduce((sum, part) => sum + part, 0);
  return Number.isNaN(seconds) || seconds === 0 ? undefined : seconds;
};

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  ms: 0.001,
  msec: 0.001,
  us: 0.000001,
  usec: 0.000001,
  m: 60,
  min: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  hours: 3600,
};
