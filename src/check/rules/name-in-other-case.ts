import type { RunRule } from "../rule.ts";
import { atSpan } from "../../diagnostics/diagnostic.ts";

/** Two directories below /container, two names for LXC. */
export const nameInOtherCase: RunRule<"name-in-other-case"> = {
  kind: "run",
  code: "name-in-other-case",
  severity: "warning",
  title: "The names of two containers differ in upper and lower case only.",
  judge: ({ plan: { containers } }) =>
    containers.flatMap(({ name, span }, index) => {
      const like = containers.slice(0, index).find((other) => other.name !== name && other.name.toLowerCase() === name.toLowerCase());
      if (like === undefined) return [];
      return {
        location: atSpan(span),
        message: `${name} and ${like.name} are two containers: upper and lower case count`,
        help: `write SandboxName="${like.name}" and APPEND if this is meant as a part of that one, or name one of them otherwise`,
      };
    }),
};
