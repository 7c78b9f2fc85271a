/** Node has it since 16.17, the types of Node 16 do not. */
declare module "node:util" {
  interface ParseArgsConfig {
    readonly args: readonly string[];
    readonly options: Readonly<Record<string, { readonly type: "boolean" | "string"; readonly short?: string }>>;
    readonly strict: false;
    readonly allowPositionals: true;
    readonly tokens: true;
  }

  /** `index` is that of the argument it stands in. */
  type Token = { readonly index: number } & (
    | { readonly kind: "option"; readonly name: string; readonly rawName: string; readonly value?: string }
    | { readonly kind: "positional"; readonly value: string }
    | { readonly kind: "option-terminator" }
  );

  export function parseArgs(config: ParseArgsConfig): { readonly tokens: readonly Token[] };
}
