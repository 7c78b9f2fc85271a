/** What there is to tell of a container, in the order of a page. */
export type FacetName =
  | "processes"
  | "capabilities"
  | "network"
  | "devices"
  | "mounts"
  | "host"
  | "limits"
  | "confinement"
  | "settings"
  | "environment";

export interface Facet {
  readonly title: string;
  /** What stands in the columns of its table; without a title a column has nothing to tell. */
  readonly columns: { readonly name: string; readonly value?: string; readonly detail?: string };
  /** What it means that there is nothing; empty where that is not worth a word. */
  readonly none: string;
  /** What it means to have more of it: to reach more, or less; `none`: neither. */
  readonly reach: "more" | "less" | "none";
}

export const FACETS: Readonly<Record<FacetName, Facet>> = {
  processes: {
    title: "Processes",
    columns: { name: "Process", value: "Runs as", detail: "Command" },
    none: "No launcher starts it.",
    reach: "more",
  },
  capabilities: {
    title: "Capabilities",
    columns: { name: "Capabilities", value: "Which" },
    none: "",
    reach: "more",
  },
  network: {
    title: "Network",
    columns: { name: "Interface", value: "Kind", detail: "Settings" },
    none: "No network but a loopback interface of its own.",
    reach: "more",
  },
  devices: {
    title: "Devices",
    columns: { name: "Rule", value: "Devices", detail: "Which they are" },
    none: "No rule: its cgroup lets it use every device that it sees or makes.",
    reach: "more",
  },
  mounts: {
    title: "Mounts",
    columns: { name: "In the container", value: "Source", detail: "Options" },
    none: "Nothing is mounted into it.",
    reach: "more",
  },
  host: {
    title: "Changes to the host",
    columns: { name: "Path on the host", value: "Change" },
    none: "The host stays as it is.",
    reach: "more",
  },
  limits: {
    title: "Limits",
    columns: { name: "Control file", value: "Value" },
    none: "No limits: it may use all memory, processor time and processes of the device.",
    reach: "less",
  },
  confinement: {
    title: "Confinement",
    columns: { name: "Setting", value: "Value" },
    none: "No seccomp, AppArmor or SELinux profile.",
    reach: "less",
  },
  settings: {
    title: "Other settings",
    columns: { name: "Setting", value: "Value" },
    none: "",
    reach: "none",
  },
  environment: {
    title: "Environment",
    columns: { name: "Variable", value: "Value" },
    none: "No variables.",
    reach: "none",
  },
};

export const FACET_NAMES = Object.keys(FACETS) as readonly FacetName[];
