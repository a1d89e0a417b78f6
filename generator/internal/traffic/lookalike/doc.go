// Package lookalike is benign behaviour that looks like an attack: what a kind of
// it can be, and the machinery that all kinds share.
//
// It stands between the habits of honest users (package habit), which it changes,
// and their days (package agenda), which ask it. Each kind is one value with a few
// hooks, in a file of its own in package kinds:
//
//	entry of the scenario ──► who shows it ──► when ──► what it does
//	                          Choose           Days     Sessions, or Change; Style, Person, Client, Address
//
// The package knows no kind by name. It plans no session and emits nothing; what
// it draws comes from the key of a look-alike, so that one of them more moves
// none of the others.
package lookalike
