// Package splits holds the audit's checks of where in time an attack lies and of what
// datasets that are used together have in common.
//
//	World, days ─► Place ─► figures of one dataset (A10)
//	                └─► Facts, one a dataset ─► Starts (A10), Shared (A17)
//
// Facts are few: first and last events, and bounded samples of accounts, addresses,
// sessions and persons, drawn by a hash so that two datasets that share something share
// it in their samples.
package splits
