// The one meaning of a date-time: what the package's validators, `validate` and `observe` hold a text against.

/** RFC 3339: a date, a T or a blank, a time with seconds, Z or an offset. A second 60 is let pass at any minute. */
export const dateTimePattern =
  /^\d\d\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/;

export const LONGEST_DATE_TIME = 64;

/** The validators of the package hold a copy of this in their prelude, which imports nothing. */
export function isDateTime(text: string): boolean {
  if (text.length > LONGEST_DATE_TIME || !dateTimePattern.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  return day <= daysOf(month, year);
}

function daysOf(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
