import { afterEach, expect } from "vitest";
import { VIOLATIONS } from "./json-schemas.ts";

afterEach(() => {
  expect(VIOLATIONS.splice(0)).toEqual([]);
});
