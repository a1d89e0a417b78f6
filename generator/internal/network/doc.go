// Package network is the internet on which the simulated world plays: an invented
// map of who owns which block of addresses and where its users are said to be, and
// the lines by which the accounts' sites are connected to it.
//
// It stands between the accounts and the traffic. Package accounts connects each
// account with what a line needs to know of its site; a session then asks where it
// comes from, and an observer which accounts can come from an address:
//
//	account, human, day, session ─► its site's line, a second one, a carrier's gateway or a provider's exit
//	                             ─► address, in the pool that the provider uses there ─► place
//	address ─► block ─► accounts with a way through it ─► days on which that way gives it
//
// A campaign draws addresses from the pools of the same map. The map is written as
// records and as a database that log pipelines read; it says of each address what
// the logs say. None of its addresses is routed anywhere.
//
// It will not say who works at a site, nor when.
package network
