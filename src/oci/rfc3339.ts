/** A time in seconds since 1970, from then on, as RFC 3339 writes it: `2023-11-14T22:13:20Z`. */
export const rfc3339 = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
