"""How fast Mediagora is, beside other tools that do the same: `make bench`."""
