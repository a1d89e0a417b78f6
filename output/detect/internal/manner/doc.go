// Package manner holds the rules on how an account works, whoever it asks for:
//
//	R10  a session that goes on without a pause for longer than the account's own ever did
//	R15  a client that tries again at once, or always after the same time, when the
//	     portal fails, and goes on when it is refused
//
// They read times and results of look-ups alone.
package manner
