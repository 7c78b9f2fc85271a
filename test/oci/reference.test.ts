import { describe, expect, it } from "vitest";
import { completeReference, looksLikeReference, parseReference } from "../../src/oci/reference.ts";

const DIGEST = `sha256:${"0a".repeat(32)}`;

describe("a reference", () => {
  it.each([
    [
      "localhost:5000/a/b_c.d--e:1,latest",
      { registry: "localhost:5000", repository: "a/b_c.d--e", tags: ["1", "latest"], digest: undefined },
    ],
    ["[::1]:5000/a:1", { registry: "[::1]:5000", repository: "a", tags: ["1"], digest: undefined }],
    ["registry.example", { registry: "registry.example", repository: undefined, tags: [], digest: undefined }],
    ["registry.example/", { registry: "registry.example", repository: undefined, tags: [], digest: undefined }],
    [`registry.example/a:1@${DIGEST}`, { registry: "registry.example", repository: "a", tags: ["1"], digest: DIGEST }],
  ])("%s", (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  it.each([
    ["/a:1", "nothing is no registry"],
    ["h o/a", "h o is no registry"],
    ["./a:1", ". is no registry"],
    ["h/A:1", "refuse the repository A"],
    ["h/a..b:1", "refuse the repository a..b"],
    [`h/${"a".repeat(256)}`, "refuse the repository"],
    ["h/:1", "refuse the repository :1"],
    ["h/a:", "refuse the tag (empty)"],
    ["h/a:1,", "refuse the tag (empty)"],
    ["h/a:1+2", "refuse the tag 1+2"],
    [`h/a:${"1".repeat(129)}`, "refuse the tag"],
    ["h/a@sha256:1", "sha256:1 is no digest"],
  ])("%s is none", (text, problem) => {
    expect(parseReference(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it.each(["h/a:1", `h/a@${DIGEST}`, "registry.example/a/b:1"])("%s names one thing", (word) => {
    expect(completeReference(parseReference(word))).toMatchObject({ registry: word.split("/")[0] });
  });

  it.each(["h/a", "h", "h/a:1,2", "h/A:1", "../a:1", "/a:1", "a:1"])("%s does not", (word) => {
    expect(completeReference(parseReference(word))).toBeUndefined();
  });

  it.each(["localhost/a:1", "localhost:5000/a", "127.0.0.1:5000/a:1", "registry.example/a"])("%s is no file", (word) => {
    expect(looksLikeReference(word)).toBe(true);
  });

  it.each(["overlay.tar", "out/overlay.tar", "/tmp/overlay.tar", "./overlay.tar", "../a.tar", "registry.example"])(
    "%s is no reference",
    (word) => {
      expect(looksLikeReference(word)).toBe(false);
    },
  );
});
