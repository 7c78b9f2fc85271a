/** A file that is part of the program as a text: esbuild and vitest read it where the program is bundled. */
declare module "*.ini?raw" {
  const text: string;
  export default text;
}
