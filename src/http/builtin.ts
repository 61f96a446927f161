/**
 * Loads a module of Node's own. An import of it would read all that it exports: node:http loads the whole
 * of undici by one of its getters, node:tls parses the certificates of all known authorities.
 */
export const builtin = process.getBuiltinModule;
