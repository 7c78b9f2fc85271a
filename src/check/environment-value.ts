import type { VariablePlan } from "../plan/environment.ts";
import { hasTokens } from "../loader/tokens.ts";

/** `$NAME`, `${NAME}` or `${NAME:-word}` in the value of a variable. */
export interface ValueParameter {
  readonly text: string;
  readonly name: string;
  /** `:-` and the like; the empty string where there is none. */
  readonly operator: string;
}

const PARAMETER = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+=?])[^}]*)?\})/g;

/** Those that a shell would expand; a loader has tokens of its own (ld.so(8)). */
export const parametersIn = ({ name: own, value }: Pick<VariablePlan, "name" | "value">): readonly ValueParameter[] =>
  !value.includes("$")
    ? []
    : [...value.matchAll(PARAMETER)].flatMap(([text, bare, braced, operator = ""]) =>
        own.startsWith("LD_") && hasTokens(text) ? [] : { text, name: bare ?? braced ?? "", operator },
      );

/** The paths of an LD_LIBRARY_PATH, without the quotes and variables of a shell, which nothing takes off or expands. */
export const searchablePaths = (value: string): readonly string[] =>
  value
    .replaceAll(/["']/g, "")
    .split(/[:;]/)
    .filter((path) => path !== "" && parametersIn({ name: "LD_LIBRARY_PATH", value: path }).length === 0);
