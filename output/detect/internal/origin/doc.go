// Package origin holds the rules on where an account is used from and with what:
//
//	R7   a network or client that is new to the account, a journey that nobody can
//	     make, or a new password followed by a new network, and then look-ups
//	R14  two clients or two addresses that take turns in one session
//
// They read the address, the number and place of its network and the fingerprint of
// the client, as the audit log has them, and nothing of who is looked up.
package origin
