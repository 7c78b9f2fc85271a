/** The id of what is told of a container: another one for another name. */
export const anchorOf = (container: string): string =>
  `container-${container.replace(/[^A-Za-z0-9_]/gu, (character) => `-${(character.codePointAt(0) ?? 0).toString(16)}-`)}`;
