/** A file of its own, so that it is read only where there is a config file; a bundle loses the names of `import("yaml")`. */
export { parseDocument } from "yaml";
