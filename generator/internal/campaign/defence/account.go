package defence

import (
	"slices"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/rules"
)

// Party is somebody who may know the password of an account.
type Party uint32

// Owner is the owner's side of an account: the owner and the delegates.
const Owner Party = 0

// Thief names the threat actor of a campaign who uses an account.
func Thief(campaign uint8, number int) Party { return Party(campaign)<<24 | Party(number+1) }

func (p Party) campaign() uint8 { return uint8(p >> 24) }

// Account is what the portal knows of an account that a campaign touches. Whether
// a sign-in succeeds is a function of it, for owner and threat actors alike.
type Account struct {
	Index    uint32
	Reset    bool  // the portal asks for proof of identity before a new password
	ResetBy  uint8 // 1 + index of the control that reset it last; 0 = the help desk, or nobody
	HelpFor  uint8 // campaign because of which the help desk reset it last
	Secured  bool  // the owner has the mailbox for themselves again
	Revoked  int64 // sessions begun before are closed; 0 = none
	Chosen   int64 // when the password was last changed; 0 = not within the story
	ChosenBy uint8 // the campaign that did; 0 = the owner's side, or nobody
	Taken    int64 // when a campaign last signed in, chose a password, or used a session of the owner's; 0 = never
	HelpAt   int64 // when the help desk has it cleared; 0 = not asked
	Began    int64 // when a campaign first used it; 0 = not yet
	Seen     int64 // when a campaign last used it, or tried to; 0 = not yet
	Steps    int   // names the steps that are added for its owner
	Stepped  int64 // when the last of them was

	knows    []Party // who knows the password
	insiders []Party // who is told each password that the owner's side chooses
	uses     []*event.AddressInterval
	bars     bars
	tarpits  tarpits
	watch    *watched
}

// Knows reports whether a party knows the password that is in force.
func (a *Account) Knows(p Party) bool { return slices.Contains(a.knows, p) }

// Learn gives a party the password that is in force.
func (a *Account) Learn(p Party) {
	if !a.Knows(p) {
		a.knows = append(a.knows, p)
	}
}

// Join makes a party an insider: it knows what the owner's side knows.
func (a *Account) Join(p Party) {
	a.insiders = append(a.insiders, p)
	if a.Knows(Owner) {
		a.Learn(p)
	}
}

// Choose puts a new password in force that a party has chosen. Nobody else knows
// it, but for the owner's side, whose members tell each other.
func (a *Account) Choose(p Party, now int64) {
	a.knows, a.Chosen, a.ChosenBy = append(a.knows[:0], p), now, p.campaign()
	if a.ChosenBy != 0 {
		a.Taken = now
	}
	if p == Owner || slices.Contains(a.insiders, p) {
		a.ChosenBy = 0
		a.Learn(Owner)
		for _, x := range a.insiders {
			a.Learn(x)
		}
	}
}

// Lockout tells what took the password from the owner's side.
func (a *Account) Lockout() (cause event.Cause, by uint8) {
	if a.Reset || a.ChosenBy == 0 {
		return a.ResetCause()
	}
	return event.ByCampaign, a.ChosenBy
}

// ResetCause tells because of what the account was reset last.
func (a *Account) ResetCause() (cause event.Cause, by uint8) {
	if a.ResetBy == 0 && a.HelpFor != 0 {
		return event.ByCampaign, a.HelpFor
	}
	return event.ByControl, a.ResetBy
}

// Used notes an address from which a campaign used the account.
func (a *Account) Used(u *event.AddressInterval, ts int64) {
	if a.Began == 0 {
		a.Began = ts
	}
	a.Seen = max(a.Seen, ts)
	if !slices.ContainsFunc(a.uses, func(x *event.AddressInterval) bool { return x.Addr == u.Addr }) {
		a.uses = append(a.uses, u)
	}
}

// aDay is how long alerts on an account belong to one incident.
const aDay = 24 * calendar.Hour

// concerned reports whether what somebody looks up with the account is put down to a
// campaign: while it uses the account, and for a day.
func (a *Account) concerned(ts int64) bool { return a.Began != 0 && ts-a.Seen <= aDay }

// loose reports whether there is something for a control to reset: an account that
// a control reset and that nobody has taken again is left in peace. Of what the help
// desk did an analyst does not know.
func (a *Account) loose(control uint8) bool {
	return a.Revoked == 0 || a.ResetBy == 0 || a.ResetBy != control && a.Revoked <= a.Taken
}

// reset closes the sessions of an account and takes its password away.
func (a *Account) reset(control uint8, now int64) {
	a.Reset, a.ResetBy, a.Revoked, a.HelpAt, a.ChosenBy = true, control, now, 0, 0
	a.knows = a.knows[:0]
}

// Watched reports whether the look-ups of an account are counted.
func (a *Account) Watched() bool { return a.watch != nil }

// watched is what the rules remember of one account.
type watched struct {
	account *rules.Account
	volumes []rules.Volume // by trigger
	quiet   []int64        // by trigger: no alert before
}

// Closed reports whether a session that was signed in to at an instant is closed
// by now.
func (a *Account) Closed(signedIn, now int64) bool { return a.Revoked > signedIn && now >= a.Revoked }
