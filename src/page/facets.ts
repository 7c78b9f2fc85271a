/** What there is to tell of a container, in the order of a page. */
export type FacetName = "processes" | "capabilities" | "network" | "devices" | "mounts" | "host" | "limits" | "confinement" | "environment";

export interface Facet {
  readonly title: string;
  /** What stands in the columns of its table; without a title a column has nothing to tell. */
  readonly columns: { readonly name: string; readonly value?: string; readonly detail?: string };
  /** What it means that there is nothing. */
  readonly none: string;
  /** Whether what it lists is taken from the container: to lack it is to reach more. */
  readonly isBound: boolean;
}

export const FACETS: Readonly<Record<FacetName, Facet>> = {
  processes: {
    title: "Processes",
    columns: { name: "Process", value: "Runs as", detail: "Command" },
    none: "No launcher starts it.",
    isBound: false,
  },
  capabilities: {
    title: "Capabilities",
    columns: { name: "Capabilities", value: "Which" },
    none: "None.",
    isBound: false,
  },
  network: {
    title: "Network",
    columns: { name: "Interface", value: "Kind", detail: "Settings" },
    none: "No network but a loopback interface of its own.",
    isBound: false,
  },
  devices: {
    title: "Devices",
    columns: { name: "Rule", value: "Devices", detail: "Which they are" },
    none: "No rule: its cgroup lets it use every device that it sees or makes.",
    isBound: false,
  },
  mounts: {
    title: "Mounts",
    columns: { name: "In the container", value: "Source", detail: "Type and options" },
    none: "Nothing is mounted into it.",
    isBound: false,
  },
  host: {
    title: "Changes to the host",
    columns: { name: "Path on the host", value: "What becomes of it" },
    none: "The host stays as it is.",
    isBound: false,
  },
  limits: {
    title: "Limits",
    columns: { name: "Control file", value: "Value" },
    none: "No limits: it may use all memory, processor time and processes of the device.",
    isBound: true,
  },
  confinement: {
    title: "Confinement",
    columns: { name: "Setting", value: "Value" },
    none: "No seccomp, AppArmor or SELinux profile.",
    isBound: true,
  },
  environment: {
    title: "Environment",
    columns: { name: "Variable", value: "Value" },
    none: "No variables.",
    isBound: false,
  },
};

export const FACET_NAMES = Object.keys(FACETS) as readonly FacetName[];
