/** The package brings no types along. */
declare module "ini" {
  export const parse: (text: string) => Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
