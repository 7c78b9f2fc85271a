const DAY = 86400;
/** Days from 0000-03-01 to 1970-01-01, and in 400 years. */
const EPOCH_DAYS = 719468;
const ERA = 146097;

/** A time in seconds since 1970, from then on, as RFC 3339 writes it: `2023-11-14T22:13:20Z`. */
export const rfc3339 = (seconds: number): string => {
  const days = Math.floor(seconds / DAY) + EPOCH_DAYS;
  const dayOfEra = days % ERA;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  // Years begin in March here, so that a leap day is the last day of its year.
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = yearOfEra + Math.floor(days / ERA) * 400 + (month < 10 ? 0 : 1);
  const time = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return `${pad(year, 4)}-${pad(month < 10 ? month + 3 : month - 9)}-${pad(day)}T${time.map((each) => pad(each)).join(":")}Z`;
};

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");
