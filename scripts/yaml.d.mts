export const yamlAsModules: { readonly yaml: string };
