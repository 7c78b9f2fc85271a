import { describe, expect, it } from "vitest";
import { type Bind, sharedPaths } from "../../src/page/shares.ts";

const bind = (container: string, path: string, isWritable = false): Bind => ({ container, path, isWritable, place: `/${path}` });

/** Paths, who may write them and who only sees them. */
const told = (...binds: readonly Bind[]): readonly string[] =>
  sharedPaths(binds, (path) => path.startsWith("dev/")).map(
    ({ kind, what, writers, readers }) =>
      `${kind} ${what}: ${writers.map(({ container }) => container).join(" ")} | ${readers.map(({ container }) => container).join(" ")}`,
  );

describe("paths that containers share", () => {
  it("are those that one may write and another one sees, at, above or below it", () => {
    expect(told(bind("A", "run/a", true), bind("B", "run/a"))).toEqual(["path /run/a: A | B"]);
    expect(told(bind("A", "run/a", true), bind("B", "run"))).toEqual(["path /run/a: A | B"]);
    expect(told(bind("A", "run", true), bind("B", "run/a"))).toEqual(["path /run: A | B"]);
  });

  it("are not those that all only read, that one alone has, or that only begin alike", () => {
    expect(told(bind("A", "run/a"), bind("B", "run/a"))).toEqual([]);
    expect(told(bind("A", "run/a", true), bind("A", "run/a"))).toEqual([]);
    expect(told(bind("A", "run/a", true), bind("B", "run/ab"))).toEqual([]);
  });

  it("are told once, where what lies in one is seen by the same", () => {
    expect(told(bind("A", "run", true), bind("B", "run/a", true))).toEqual(["path /run: A B | "]);
    expect(told(bind("A", "run", true), bind("B", "run/a", true), bind("C", "run/b"))).toEqual([
      "path /run: A B | C",
      "path /run/a: A B | ",
    ]);
  });

  it("are devices where they are called so", () => {
    expect(told(bind("A", "dev/null", true), bind("B", "dev/null", true))).toEqual(["device /dev/null: A B | "]);
  });
});
