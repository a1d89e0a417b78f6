// Package targets is whom a campaign looks up: its list of numbers, some of
// them stale, so made that the look-ups return the wanted number of persons
// exactly.
//
// It is pure: it knows the population and, where targets live near the
// accounts, whom each account sees; it knows no time and no session. A list is
// computed, not stored. Entry k is a number; who looks it up, and when, is for
// the caller to record:
//
//	New ──► Near or Extend ──► Cursor.At(k)      entry k: number, holder, hit
//	exact    a batch for each   SecondTimes       which look-ups return children again
//	count    account, or more   Exposes           the persons that a look-up adds
//	         of the same
//
// A look-up under the number of a holder returns the holder and its children
// under 16 (see population.Persons.Household), so a list of n persons has fewer
// holders. Children found under the numbers of both parents count once.
//
// Files from the top downwards: couples and entry read a list, through cursor; new,
// fill and near make one; list is what both know of it, order, made, batch and hits
// what it stands on.
package targets
