"""Training of the shipped models from `../shared/data`. May import the package, never the other way round."""
