import { BUS_SOCKET } from "../plan/dbus.ts";
import type { Draft, DraftMount, DraftVariable } from "./draft.ts";
import { entryLine } from "./entry-line.ts";

/** Whether a program is the bus itself, or starts it: what belongs to the daemon of D-Bus is for no other one. */
export const isBusDaemon = (path: string): boolean => /\/dbus-(?:daemon|broker|launch|run-session)/.test(path);

/** Configuration, services and helpers of the daemon: dbus-daemon(1). */
export const isOfBusDaemon = (path: string): boolean =>
  /^\/(?:etc|usr\/share|usr\/libexec|usr\/lib(?:\/[\w-]+)?)\/dbus-1(?:\.0)?(?:\/|$)/.test(path);

/** Puts the choice of the bus into a draft, where its unit or what it loads lets one think that it talks to it. */
export const withBusChoice = (draft: Draft): Draft => {
  if (draft.variables.includes(ADDRESS) || isBusDaemon(draft.execName)) return draft;
  const library = draft.libraries.find(({ name }) => BUS_LIBRARIES.test(name))?.name;
  const why = draft.busHint ?? (library === undefined ? undefined : `it loads ${library}`);
  if (why === undefined) return draft;
  const choice = { ...withoutHiding(draft), busHint: why };
  if (!hasOwnVarRun(draft)) return choice;
  const note = `To decide: it may talk to the system bus (${why}). If it does, its socket belongs here, and the variable in LxcConfig:`;
  return { ...choice, mountNotes: [...draft.mountNotes, `${note}\n${entryLine(socketBind(why))}`] };
};

/** What stands in LxcConfig for a client of the bus, to choose. */
export const busChoice = (draft: Draft, why: string): string => {
  const variable = `  <Environment><Variable>${ADDRESS.text}</Variable></Environment>`;
  return [
    `To decide: it may talk to the system bus (${why}).`,
    ...(hasOwnVarRun(draft)
      ? ["If it does, this belongs here, and the Entry in the last comments of MountPoints there:", variable]
      : [
          "If it does, both of these belong here; they mount the host's socket, and tell where it is:",
          '  <Dbus enable="true"/>',
          variable,
        ]),
  ].join("\n");
};

/** Libraries with which a program talks to a bus. */
export const BUS_LIBRARIES: RegExp = /^lib(?:dbus-1|gio-2\.0|dbus-c\+\+-1|sdbus-c\+\+)\.so/;

/** Tells a client where the bus is. */
export const ADDRESS: DraftVariable = {
  text: `DBUS_SYSTEM_BUS_ADDRESS=unix:path=${BUS_SOCKET}`,
  why: "where the bus is in the container",
};

/** No directory of its own lies over the socket. */
export const withoutHiding = (draft: Draft): Draft => ({
  ...draft,
  mounts: draft.mounts.filter(({ destination }) => !/^(?:var\/)?run\/dbus$/.test(destination)),
});

/** Its /var/run is mounted behind what Dbus mounts, which it would hide. */
export const hasOwnVarRun = ({ mounts }: Draft): boolean => mounts.some(({ destination }) => destination === "var/run");

const socketBind = (why: string): DraftMount => ({
  type: "file",
  source: BUS_SOCKET,
  destination: BUS_SOCKET.slice(1),
  options: "rw,bind,nosuid,nodev,noexec,create=file",
  why,
});
