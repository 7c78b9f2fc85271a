import { compareUtf8 } from "./compare-utf8.ts";

/** Puts others amid what comes in byte order of its names, so that all of it does. */
export function* merged<T>(these: Iterable<T>, others: readonly T[], nameOf: (each: T) => string): Generator<T> {
  const rest = others.map((each) => ({ each, name: nameOf(each) })).sort((a, b) => compareUtf8(a.name, b.name));
  let at = 0;
  for (const each of these) {
    const name = at < rest.length ? nameOf(each) : "";
    for (let next = rest[at]; next !== undefined && compareUtf8(next.name, name) < 0; next = rest[++at]) yield next.each;
    yield each;
  }
  for (const { each } of rest.slice(at)) yield each;
}
