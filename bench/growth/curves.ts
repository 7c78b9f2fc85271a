import { join } from "node:path";
import { type Command, lxcOverlay, OPTIONS, OUTPUT } from "../command.ts";
import type { Input } from "../input.ts";
import { type Described, descriptions } from "../inputs/description.ts";
import { madeContainers } from "../inputs/made-container.ts";
import { madeRootfs } from "../inputs/tarballs.ts";
import { type Scale, withEntries } from "../scale.ts";
import { type Subject, subjectOf } from "../subject.ts";
import type { Curve } from "./curve.ts";

/** So that the largest points take long enough to tell. */
const SEVERAL = 50;
/** The mean length of a file of the rootfs whose bytes grow. */
const FILE = 100_000;
/** What -o oci: may take is what a build may. */
const MEMORY_OF_A_MILLION = 150;

interface Grows {
  readonly name: string;
  readonly quantity: string;
  readonly quantities: readonly number[];
  readonly subject: (quantity: number) => Subject;
  /** How many containers are built; one if it is not said. */
  readonly containers?: (quantity: number) => number;
  readonly megabytes?: number;
}

/** What takes next to nothing beside starting: it is taken off every point. */
export const startOf = ({ directory, crowd }: Scale): Command => {
  const tiny = withEntries(crowd, 3000);
  return subjectOf(madeRootfs(join(directory, "tiny.tar"), tiny), madeContainers(tiny, 1)).build("start-up", {});
};

export const curvesOf = (scale: Scale): readonly Curve[] => {
  const { directory, million, crowd, growth } = scale;
  const crowded = madeRootfs(join(directory, "crowd.tar"), crowd);
  const many = subjectOf(crowded, madeContainers(crowd, Math.max(...growth.containers)));
  return [
    ...buildAndLayout({
      name: "entries",
      quantity: "entries",
      quantities: growth.entries,
      megabytes: MEMORY_OF_A_MILLION,
      subject: (entries) => {
        const name = entries === million.entries ? "million.tar" : `entries-${entries}.tar`;
        return subjectOf(madeRootfs(join(directory, name), withEntries(million, entries)), madeContainers(million, 1));
      },
    }),
    ...buildAndLayout({
      name: "containers",
      quantity: "containers",
      quantities: growth.containers,
      containers: (count) => count,
      subject: () => many,
    }),
    combinations(scale, crowded),
    ...buildAndLayout({
      name: "libraries",
      quantity: `libraries of each of ${SEVERAL} containers`,
      quantities: growth.libraries,
      containers: () => SEVERAL,
      subject: (count) => subjectOf(crowded, madeContainers(crowd, SEVERAL, count), `-${count}-libraries`),
    }),
    ...buildAndLayout({
      name: "gigabytes",
      quantity: "gigabytes of rootfs",
      quantities: growth.gigabytes,
      subject: (gigabytes) => {
        const shape = { ...withEntries(million, (gigabytes * 1e9) / FILE), isHollow: true, file: (random: number) => 2 * FILE * random };
        return subjectOf(madeRootfs(join(directory, `hollow-${gigabytes}.tar`), shape), madeContainers(shape, 1));
      },
    }),
  ];
};

const buildAndLayout = ({ name, quantity, quantities, subject, containers = () => 1, megabytes }: Grows): readonly Curve[] => {
  const curve = (kind: string, what: string, output: string): Curve => ({
    name: `${name}-${kind}`,
    quantity,
    what,
    points: quantities.map((each) => ({
      quantity: each,
      command: subject(each).build(`${what} of ${each} ${quantity}`, { containers: containers(each), output }),
    })),
    ...(megabytes !== undefined && { megabytes }),
  });
  return [curve("build", "build", join(OUTPUT, "overlay.tar")), curve("oci", "-o oci:", `oci:${join(OUTPUT, "layout")}`)];
};

/** What tells values of tags apart: each multiplies how many combinations there are. */
const DISTINCTIONS: Readonly<Record<number, readonly string[]>> = {
  1: [],
  2: ['RDK_VER="3.."'],
  4: ['RDKHAL_VER="3.."'],
  12: ['version="debug"', 'version="release"'],
  48: ["arm_18.1", "arm_19.1", "mipsel_18.1"].map((value) => `SOC_VER="${value}"`),
};

const combinations = ({ directory, crowd, growth }: Scale, rootfs: Input): Curve => {
  const tagged = (count: number): readonly Described[] => {
    const attributes = Object.entries(DISTINCTIONS).flatMap(([reached, texts]) => (Number(reached) <= count ? texts : []));
    const environment = attributes.map((each, index) => `<Variable ${each}>V${index}=1</Variable>`).join("");
    return madeContainers(crowd, SEVERAL).map((each) => ({ ...each, environment }));
  };
  return {
    name: "combinations",
    quantity: "combinations of tags",
    what: "check --all-tags",
    points: growth.combinations.map((count) => {
      const { input, files } = descriptions(join(directory, `${count}-combinations`), tagged(count));
      const words = ["check", ...OPTIONS, "--all-tags", "-r", rootfs.path, ...files];
      return { quantity: count, command: lxcOverlay(`check of ${count} combinations`, words, [rootfs, input]) };
    }),
  };
};
