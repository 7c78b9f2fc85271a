import { configJsonPath, containerPaths, rootfsPath } from "../plan/container-paths.ts";
import type { BundlePlan } from "../plan/bundle-plan.ts";
import { containerWhy } from "../plan/container-why.ts";
import type { ContainerPlan, Plan } from "../plan/plan.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { Target } from "../render/target.ts";
import { judgeNodes } from "./devices.ts";
import { type Json, jsonLines } from "./json-lines.ts";
import { linuxJson } from "./linux.ts";
import { judgeLimits, judgeWithoutDobby } from "./lost.ts";
import { mountsJson } from "./mounts.ts";
import { pluginsJson } from "./plugins.ts";
import { processJson } from "./start.ts";

/** An OCI runtime bundle: config.json, beside the rootfs. */
const lower: Target["lower"] = (plan, container) => {
  const bundle = bundleOf(container);
  const why = containerWhy(container);
  return {
    value: {
      directoryMode: 0o551,
      directories: [],
      files: [{ path: configJsonPath(container.name), mode: 0o440, why, lines: () => jsonLines(configJson(plan, container, bundle), why) }],
    },
    diagnostics: [
      ...judgeNodes(bundle.devices, new Set(bundle.said.dynamicDevices.map(({ value }) => value))),
      ...judgeLimits(bundle, plan.cgroup),
      ...(container.target === "oci" ? judgeWithoutDobby(bundle, container.mounts) : []),
    ],
  };
};

/** A bundle for Dobby, which knows its own by their version and takes the plugins from `rdkPlugins`; crun and runc start it as well. */
export const DOBBY: Target = {
  id: "dobby",
  lower,
  launch: ({ name }) => ({
    directory: directoryOf(name),
    start: `/usr/bin/DobbyTool start ${name} ${directoryOf(name)}`,
    stop: `/usr/bin/DobbyTool stop ${name}`,
    // Dobby's daemon/process/CMakeLists.txt installs it under this name.
    daemon: "dobby.service",
  }),
};

/** The same for an OCI runtime alone. */
export const OCI: Target = {
  id: "oci",
  lower,
  launch: ({ name }) => ({
    directory: directoryOf(name),
    start: `/usr/bin/crun run --bundle ${directoryOf(name)} ${name}`,
    stop: `/usr/bin/crun kill ${name} TERM`,
  }),
};

const directoryOf = (name: string): string => `/${containerPaths(name).directory}`;

const bundleOf = ({ name, bundle }: ContainerPlan): BundlePlan => {
  if (bundle === undefined) throw new Error(`${name} is no bundle`);
  return bundle;
};

/** config.json in its canonical order: config.md of the OCI runtime spec 1.0.2. */
const configJson = (plan: Plan, container: ContainerPlan, bundle: BundlePlan): Json => {
  const root = rootfsPath(container);
  const isOci = container.target === "oci";
  return {
    ociVersion: isOci ? "1.0.2" : "1.0.2-dobby",
    process: processJson(container, bundle),
    // Where the bundle can't be written, config.json is copied to where it can.
    root: { path: bundle.readOnlyHost ? `/${root}` : baseOf(root), readonly: true },
    hostname: container.name,
    mounts: mountsJson(container.mounts),
    linux: linuxJson(bundle, plan.cgroup),
    rdkPlugins: isOci ? undefined : pluginsJson(bundle, container.mounts),
  };
};
