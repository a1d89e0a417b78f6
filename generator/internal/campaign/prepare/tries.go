package prepare

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Draws of the accounts that are tried, below the campaign's key.
const (
	drawTriedRank = 32 + iota
	drawTried
	drawTriedAt
)

// mostTried is the part of the other accounts that a campaign tries at most: a quarter.
const mostTried = 4

// mailboxes is how many of three mailboxes open the account (an assumption): whoever
// reads the mail sees whether its owner uses the portal.
const mailboxes = 2

// probes chooses the accounts that the campaign tries and does not get. They are tried
// in the time in which the others are taken, two days where nobody tries these
// beforehand, with the campaign's client and from its addresses. An owner's own machine
// tries nobody else's account.
func (x *preparation) probes() error {
	c := x.c
	fails := x.fails()
	if len(fails) == 0 {
		return nil
	}
	from, to := x.trying()
	for i, k := range x.others(len(fails)) {
		a := allocation.Account{
			Number: len(x.accounts) + i, Index: k, How: fails[i], Weight: 1,
			Key: c.Key.At2(drawTried, uint64(k)),
		}
		a.Zone, a.Near = x.w.Accounts.Networks().Zone(c.Spec.Network.Kind, x.w.Accounts.At(k).Dept)
		begins := from + int64(a.Key.At(drawTriedAt).Below(uint64(to-from)))
		c.Probes = append(c.Probes, actor.NewProbe(&c.Shared, a, begins))
	}
	return nil
}

// trying is the time in which accounts are tried: up to seven tenths of the lead, as
// those that are taken, and never before the logs begin. A campaign that looks nobody up takes
// and tries accounts all the time.
func (x *preparation) trying() (from, to int64) {
	window, lead := x.c.Spec.Window.From.UnixMicro(), int64(x.c.Spec.Access.Validate.Lead)
	from, to = window-lead, window-lead*3/10
	switch {
	case x.c.Spec.Targets.Exposed == 0:
		from, to = window, x.c.Stop
	case lead == 0:
		from = window - scenarios.TriedBefore.Microseconds()
	}
	from = max(from, x.w.Scenario.Time.Begin().UnixMicro())
	return from, max(to, from+calendar.Minute)
}

// fails lists by which way each attempt fails.
func (x *preparation) fails() (out []scenarios.Acquisition) {
	success := uint64(x.c.Spec.Access.Success)
	if success == 0 || x.c.Spec.Network.Kind == scenarios.OwnerHost {
		return nil
	}
	var list, mail uint64
	for i := range x.accounts {
		switch x.accounts[i].How {
		case scenarios.CredentialReplay:
			list++
		case scenarios.MailboxReset:
			mail++
		}
	}
	if success < random.Million {
		out = append(out, slices.Repeat([]scenarios.Acquisition{scenarios.CredentialReplay},
			int(list*random.Million/success-list))...)
		out = append(out, slices.Repeat([]scenarios.Acquisition{scenarios.MailboxReset},
			int(mail*(3-mailboxes)/mailboxes))...)
	}
	room := (x.w.Accounts.Len() - len(x.accounts)) / mostTried
	if len(out) <= room {
		return out
	}
	return out[len(out)-room:] // mailboxes first: there are few of them
}

// others draws accounts that the campaign has not got, whose users sign in with a
// password.
func (x *preparation) others(n int) []uint32 {
	c, all := x.c, x.w.Accounts
	taken := map[uint32]bool{}
	for i := range x.accounts {
		taken[x.accounts[i].Index] = true
	}
	day, rank := x.w.Calendar.Of(c.Spec.Window.From.UnixMicro()).Number, c.Key.At(drawTriedRank)
	type ranked struct {
		account uint32
		rank    uint64
	}
	var list []ranked
	for k := range uint32(all.Len()) {
		if !taken[k] && all.Auth(k, day) == event.Password {
			list = append(list, ranked{k, rank.At(uint64(k)).Uint64()})
		}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.account, b.account))
	})
	out := make([]uint32, 0, n)
	for _, r := range list[:min(n, len(list))] {
		out = append(out, r.account)
	}
	return out
}
