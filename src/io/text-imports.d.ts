/** Files that are part of the program as texts: esbuild and vitest read them where the program is bundled. */
declare module "*.ini?raw" {
  const text: string;
  export default text;
}

declare module "*.md?raw" {
  const text: string;
  export default text;
}

declare module "*.css?raw" {
  const text: string;
  export default text;
}

declare module "*.cjs?raw" {
  const text: string;
  export default text;
}
