import { busChoice } from "./bus-choice.ts";
import type { Draft, DraftDevice, DraftLibrary, DraftMount, DraftSetting, DraftVariable } from "./draft.ts";
import { entryLine } from "./entry-line.ts";
import { escapeAttribute, escapeText } from "../parse/escape-xml.ts";
import { comment } from "./xml-text.ts";

/** The text of a description, and the mount that each of its lines belongs to, from line 1 on. */
export interface RenderedDraft {
  readonly text: string;
  readonly mountAt: (line: number) => DraftMount | undefined;
}

export const renderDraft = (draft: Draft): RenderedDraft => {
  const lines: string[] = [];
  const mounts: (DraftMount | undefined)[] = [];
  const add = (text: string, mount?: DraftMount): void => {
    for (const line of text.split("\n")) {
      lines.push(line);
      mounts.push(mount);
    }
  };
  for (const each of beforeMounts(draft)) add(each);
  for (const mount of draft.mounts) add(mountText(mount), mount);
  for (const each of afterMounts(draft)) add(each);
  return { text: `${lines.join("\n")}\n`, mountAt: (line) => mounts[line - 1] };
};

const beforeMounts = (draft: Draft): readonly string[] => [
  '<?xml version="1.0" encoding="UTF-8"?>',
  ...notes(draft.headNotes, ""),
  `<CONTAINER SandboxName="${escapeAttribute(draft.name)}">`,
  "  <LxcParams>",
  ...notes(draft.startNotes, "    "),
  element("LauncherName", draft.name.toLowerCase(), "    "),
  element("ExecName", draft.execName, "    "),
  ...(draft.execParams === "" ? [] : [element("ExecParams", draft.execParams, "    ")]),
  '    <StopFunction enable="true"/>',
  "  </LxcParams>",
  "",
  "  <LxcConfig>",
  ...notes(draft.userNotes, "    "),
  ...(draft.userName === undefined ? [] : [element("UserName", draft.userName, "    ")]),
  ...(draft.groupName === undefined ? [] : [element("GroupName", draft.groupName, "    ")]),
  ...accounts("ExtraUsers", "UserName", draft.extraUsers),
  ...accounts("ExtraGroups", "GroupName", draft.extraGroups),
  ...notes(draft.capNotes, "    "),
  element("CapKeep", draft.capKeep.length === 0 ? "none" : draft.capKeep.join(" "), "    "),
  ...draft.settings.flatMap((each) => settingText(each, "    ")),
  ...notes(draft.limitNotes, "    "),
  ...(draft.limits.length === 0
    ? []
    : ["    <CGroupSettings>", ...draft.limits.map((each) => settingText(each, "      ")), "    </CGroupSettings>"]),
  ...notes(draft.deviceNotes, "    "),
  "    <DeviceCgroup>",
  "      <DevicesDeny>a</DevicesDeny>",
  '      <AllowDefaultDevices enable="yes"/>',
  ...draft.devices.map(deviceText),
  "    </DeviceCgroup>",
  ...notes(draft.networkNotes, "    "),
  '    <Network type="empty"/>',
  ...environmentText(draft),
  ...(draft.bus === undefined ? [] : [comment(draft.bus, "    "), '    <Dbus enable="true"/>']),
  ...(draft.bus === undefined && draft.busHint !== undefined ? [comment(busChoice(draft, draft.busHint), "    ")] : []),
  "    <!-- A /dev of its own with null, zero, full, random, urandom and tty. -->",
  "    <AutoDev>1</AutoDev>",
  "",
  '    <Rootfs create="yes">',
  "      <MountPoints>",
];

const afterMounts = ({ mountNotes, perhaps, libraries, libraryNotes, scanDirectories }: Draft): readonly string[] => [
  ...notes(mountNotes, "        "),
  ...(perhaps.length === 0 ? [] : [comment([PERHAPS, ...perhaps.map(entryLine)].join("\n"), "        ")]),
  "      </MountPoints>",
  ...notes(libraryNotes, "      "),
  ...(libraries.length === 0
    ? []
    : [
        "      <LibsRoBindMounts>",
        ...scanDirectories.map((directory) => element("LibsScanDir", directory, "        ")),
        ...libraries.map(libraryText),
        "      </LibsRoBindMounts>",
      ]),
  "    </Rootfs>",
  "  </LxcConfig>",
  "</CONTAINER>",
];

const PERHAPS = "To decide: its libraries open these where they are used for that. What the program needs of them belongs here:";

const notes = (texts: readonly string[], indent: string): readonly string[] => texts.map((text) => comment(text, indent));

const element = (name: string, text: string, indent: string): string => `${indent}<${name}>${escapeText(text)}</${name}>`;

const accounts = (list: string, each: string, names: readonly string[]): readonly string[] =>
  names.length === 0
    ? []
    : [
        comment("Its configuration names them; it knows those alone that the container has.", "    "),
        `    <${list}>`,
        ...names.map((name) => element(each, name, "      ")),
        `    </${list}>`,
      ];

const settingText = ({ element: name, value, why }: DraftSetting, indent: string): string =>
  `${comment(why, indent)}\n${element(name, value, indent)}`;

const deviceText = ({ path, rule }: DraftDevice): string =>
  `      <DevicesAllow name="${escapeAttribute(path)}">${escapeText(rule)}</DevicesAllow>`;

const environmentText = ({ variables, variableNotes }: Draft): readonly string[] => [
  ...notes(variableNotes, "    "),
  ...(variables.length === 0 ? [] : ["    <Environment>", ...variables.map(variableText), "    </Environment>"]),
];

const variableText = ({ text, why }: DraftVariable): string => `${comment(why, "      ")}\n${element("Variable", text, "      ")}`;

const libraryText = ({ name, why }: DraftLibrary): string =>
  `${element("Entry", name, "        ")} ${comment(why, "").replaceAll("\n", " ")}`;

/** An entry as it stands in MountPoints, its reason before it. */
const mountText = ({ type, source, destination, fsType, options, why }: DraftMount): string =>
  [
    comment(why, "        "),
    `        <Entry type="${type}">`,
    element("Source", source, "          "),
    element("Destination", destination, "          "),
    ...(fsType === undefined ? [] : [element("FsType", fsType, "          ")]),
    element("Options", options, "          "),
    "        </Entry>",
  ].join("\n");
