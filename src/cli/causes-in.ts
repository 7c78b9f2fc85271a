import type { BuildInput, BuildResult } from "../build.ts";
import { tooMuchMounted } from "../check/rules/too-much-mounted.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { applyFixes } from "../fix/apply-fixes.ts";
import { findCauses, isMisspelt, type Suspect } from "../fix/find-causes.ts";
import { readConfig } from "../model/read-config.ts";
import { valuesAskedFor } from "../model/values-asked-for.ts";
import type { TextInput } from "../select.ts";
import type { Built } from "./built.ts";
import { isOfText, isTagOf } from "./of-text.ts";

type Check = (input: BuildInput) => BuildResult;

/** Whether it is tried if other findings follow from this one. */
export const isSuspect = (found: Diagnostic): boolean => isMisspelt(found) || found.code === "inactive-tag";

/** Which findings of a build follow from others: from what is misspelt in its descriptions and its config.ini, and from tags without a value. */
export const causesIn = (built: Built, check: Check): ReadonlyMap<Diagnostic, Diagnostic> => {
  const found = built.result.diagnostics;
  const suspects = found.flatMap((cause) => {
    if (!isSuspect(cause)) return [];
    return isMisspelt(cause) ? misspelt(built, cause, check) : inactive(built, cause, check);
  });
  return findCauses({
    found,
    suspects,
    hidesOthers: (code) => isOfText(code) || code === tooMuchMounted.code,
    descriptions: built.input.descriptions.length,
  });
};

const misspelt = ({ input }: Built, cause: Diagnostic, check: Check): Suspect => {
  const texts: readonly TextInput[] = [...input.descriptions, input.config];
  const { descriptions, made } = applyFixes(texts, [cause], isTagOf(input.config));
  const [config = input.config] = descriptions.slice(-1);
  const mended = { ...input, descriptions: descriptions.slice(0, -1), config };
  return { cause, mended: made.length === 0 ? [] : [() => check(mended).diagnostics] };
};

/** A tag gets each of the values that the file's elements ask for. */
const inactive = ({ input, result }: Built, cause: Diagnostic, check: Check): Suspect => {
  const config = readConfig(input.config.bytes, input.config.file).value;
  const own = result.selections.filter(({ span }) => span.file === cause.location.file);
  const asked = config === undefined || result.tags === undefined ? [] : valuesAskedFor(own, config, result.tags);
  const pairs = asked.filter(({ tag }) => cause.message.startsWith(`the tag ${tag} `));
  return {
    cause,
    mended: pairs.map(
      ({ tag, value }) =>
        () =>
          check({ ...input, tagArguments: [...input.tagArguments, `${tag}=${value}`] }).diagnostics,
    ),
  };
};
