import { allow } from "../allow/allow.ts";
import { explainer } from "../explain/explainer.ts";
import { printAnswer } from "../explain/print-answer.ts";
import { planDevice } from "../plan-device.ts";
import { textsOf, withBuildInput } from "./run-build.ts";
import type { Session } from "./session.ts";

/**
 * Prints why each of the paths is there. Of what is wrong with the descriptions only errors are told, since what they keep from being planned
 * can't be explained.
 */
export const explainPaths = (session: Session, paths: readonly string[]): Promise<number> =>
  withBuildInput(session, async (input) => {
    const { value: planned, diagnostics: found } = planDevice(input);
    const { diagnostics } = allow({ ...planned, found, files: input.allow ?? [], complete: false });
    session.found(
      diagnostics.filter(({ severity }) => severity === "error"),
      textsOf(input),
    );
    const explained = explainer(planned, input.options);
    const texts = paths.map((asked) => {
      if (explained === undefined) return "";
      const { value, diagnostics: unexplained } = explained.explain(asked);
      session.found(unexplained);
      return value === undefined ? "" : printAnswer(asked, value, explained.elementAt);
    });
    const code = session.conclude();
    await session.host.print(texts.join(""));
    return code;
  });
