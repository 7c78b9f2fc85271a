import type { Share, Sharer } from "../shares.ts";
import { anchorOf } from "./anchor.ts";
import { type Child, element, type Html } from "./element.ts";
import { section } from "./frame.ts";
import { table } from "./table.ts";
import { code, counted } from "./words.ts";

/** Through what containers can reach each other. */
export const sharesSection = (shares: readonly Share[], title = "Between containers"): Html => {
  const paths = shares.filter(({ kind }) => kind === "path");
  const bridges = shares.filter(({ kind }) => kind === "bridge");
  const devices = shares.filter(({ kind }) => kind === "device");
  return section(
    "shares",
    title,
    shares.length === 0
      ? element("p", { class: "none" }, "No container may write what another one sees, and no two are on one bridge.")
      : undefined,
    paths.length === 0
      ? undefined
      : table(
          "Of the host, what a container may write and another one sees",
          [
            { title: "Path on the host", cell: ({ what }) => code(what) },
            { title: "May write it", cell: ({ writers }) => sharers(writers) },
            { title: "Only read it", cell: ({ readers }) => sharers(readers) },
          ],
          paths,
        ),
    bridges.length === 0
      ? undefined
      : table(
          "Bridges that several containers are on",
          [
            { title: "Bridge", cell: ({ what }) => code(what) },
            { title: "Containers", cell: ({ writers }) => sharers(writers) },
          ],
          bridges,
        ),
    devices.length === 0
      ? undefined
      : element(
          "details",
          {},
          element("summary", {}, `${counted(devices.length, "device")} that several containers use`),
          table(
            "Devices that several containers use",
            [
              { title: "Device", cell: ({ what }) => code(what) },
              { title: "Containers", cell: ({ writers, readers }) => sharers([...writers, ...readers]) },
            ],
            devices,
          ),
        ),
  );
};

const sharers = (all: readonly Sharer[]): Child => {
  if (all.length === 0) return "nobody";
  const places = new Map<string, string[]>();
  for (const { container, place } of all) places.set(container, [...(places.get(container) ?? []), place]);
  return [...places].map(([container, at]) =>
    element(
      "div",
      {},
      element("a", { href: `#${anchorOf(container)}` }, container),
      at.every((each) => each === "") ? undefined : [" at ", at.map((each, index) => [index === 0 ? "" : ", ", code(each)])],
    ),
  );
};
