import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** LXC starts programs in the root directory, where such a path may serve; after chdir(2) it leads elsewhere: ld.so(8). */
export const relativeLibraryPath: ContainerRule<"relative-library-path"> = {
  kind: "container",
  code: "relative-library-path",
  severity: "warning",
  title: "LD_LIBRARY_PATH has a path that is relative or empty.",
  judge: (context) =>
    context.plan.environment
      .filter(({ name, value }) => name === "LD_LIBRARY_PATH" && value !== "")
      .flatMap((variable) => {
        const relative = variable.value.split(/[:;]/).filter((path) => !/^(?:\/|\$)/.test(path));
        if (relative.length === 0) return [];
        const [first = ""] = relative;
        const what = first === "" ? "an empty path, which stands for the working directory" : `the relative path ${first}`;
        return [
          {
            location: locationOf(context, variable),
            message: `LD_LIBRARY_PATH has ${what}: it holds only while a program's working directory is the root`,
            help: first === "" ? "take the colon away, or write the directory" : `write /${first}`,
          },
        ];
      }),
};
