import fc from "fast-check";
import { expect, it } from "vitest";
import { rfc3339 } from "../../src/oci/rfc3339.ts";

it("writes every time that a tar header holds as Date does", () => {
  const times = fc.oneof(
    fc.constantFrom(0, 951782400, 951868800, 4107542399, 4107542400, 8589934591),
    fc.integer({ min: 0, max: 8589934591 }),
  );
  fc.assert(
    fc.property(times, (seconds) => {
      expect(rfc3339(seconds)).toBe(new Date(seconds * 1000).toISOString().replace(".000", ""));
    }),
  );
});
