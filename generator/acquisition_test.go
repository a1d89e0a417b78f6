package generator

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// fortnight is a campaign of many accounts over ten days, which nobody tries beforehand.
var fortnight = []string{
	"time.end=2022-03-24", "controls=[]", "aftermath={}", "population.accounts=120", "population.insured_persons=20000",
	"population.profile_mix={pharmacy: 1}", "campaigns[0].access={accounts: 40, acquire: {credential_replay: 1}}",
	"campaigns[0].window={start: 2022-03-11T08:00:00+01:00, stop: 2022-03-23T18:00:00+01:00}", "campaigns[0].targets.exposed=4000",
	"campaigns[0].network.pool=40",
}

// Accounts that nobody tries beforehand are first used when they have something to do:
// each at a time of its own, and never in a session that holds the sign-in alone.
func TestNobodySignsInAndLeavesItAtThat(t *testing.T) {
	t.Parallel()
	for name, more := range map[string][]string{
		"free":       nil,
		"at a tempo": {"campaigns[0].pacing={shape: lognormal, rate: 20/d, active_hours: office}", "campaigns[0].targets.exposed=3000"},
		"insiders": {"campaigns[0].access={accounts: 40, acquire: {insider: 1}}", "campaigns[0].network={kind: owner_host}",
			"campaigns[0].rotation={}", "campaigns[0].client={}"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readAudit(plan(t, append(slices.Clone(fortnight), more...)...))
			lines, _ := r.attack()
			var first []int64
			taken, steps := map[uint32]uint64{}, map[uint64]int{}
			for _, l := range lines {
				e := &l.audit
				if e.Session != 0 {
					steps[e.Session]++
				}
				if _, known := taken[e.Account]; !known && e.Action == event.Login && e.Outcome == event.Success {
					taken[e.Account], first = e.Session, append(first, e.TS)
				}
			}
			for k, session := range taken {
				if steps[session] < 2 {
					t.Errorf("account %d: the first session holds the sign-in alone", k)
				}
			}
			most := 0
			for i := range first {
				n := 0
				for _, ts := range first[i:] {
					if ts < first[i]+60*1_000_000 {
						n++
					}
				}
				most = max(most, n)
			}
			t.Logf("%d accounts, %d of them within a minute at most", len(first), most)
			if len(first) != 40 || most > 6 {
				t.Errorf("%d accounts are taken, %d of them within a minute; want 40, and 6 at most", len(first), most)
			}
		})
	}
}

// A campaign that replays credentials never touches a mailbox; the first new password
// of the owner's side ends its use of the account, while others can go on with the
// list. One whose accounts each have a part of their own takes such as keep their
// passwords.
func TestNoMailboxWithoutMailboxReset(t *testing.T) {
	t.Parallel()
	for name, more := range map[string][]string{
		"free":       nil,
		"at a tempo": {"campaigns[0].pacing={shape: lognormal, rate: 20/d, active_hours: office}", "campaigns[0].targets.exposed=3000"},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan(t, append(slices.Clone(fortnight), more...)...)
			stolen, lost := map[uint32]int64{}, map[uint32]int64{}
			for _, a := range p.Journal().Accounts {
				stolen[a.Account] = a.AcquiredAt
			}
			after := 0
			for e, tr := range readAudit(p).audit() {
				attack := tr.Label == event.Attack
				switch {
				case attack && (e.Action == event.PasswordReset || e.Action == event.PasswordResetRequest):
					t.Fatalf("account %d: the thief asks for or chooses a password", e.Account)
				case !attack && e.Action == event.PasswordReset && stolen[e.Account] != 0 && e.TS > stolen[e.Account]:
					lost[e.Account] = e.TS
				case attack && e.Action == event.Login && e.Outcome == event.Success && lost[e.Account] != 0:
					after++
				}
			}
			t.Logf("%d owners of stolen accounts choose a new password; %d sign-ins of thieves behind it", len(lost), after)
			if name == "free" && len(lost) < 2 {
				t.Errorf("%d owners choose a new password: the test shows too little", len(lost))
			}
			if name != "free" && len(lost) > 1 {
				t.Errorf("%d owners choose a new password, although accounts that keep theirs are there", len(lost))
			}
			if after > 0 {
				t.Errorf("%d sign-ins behind an owner's new password", after)
			}
		})
	}
}

// Most accounts that a campaign tries are not taken: sign-ins at others are refused
// before it has those that it was to have, exactly as many, and what it does in them
// does not change.
func TestMostOfWhatIsTriedIsNotTaken(t *testing.T) {
	t.Parallel()
	const access = "campaigns[0].access={accounts: 6, acquire: {credential_replay: 0.5, mailbox_reset: 0.5}, " +
		"validate: {lead: 1d, lookups: 2}, success: "
	all := readAudit(plan(t, append(slices.Clone(fortnight), access+"1}")...))
	r := readAudit(plan(t, append(slices.Clone(fortnight), access+"0.2}")...))
	j := r.plan.Journal()
	stolen, tried := map[uint32]bool{}, map[uint32]*event.TriedAccount{}
	for _, a := range j.Accounts {
		stolen[a.Account] = true
	}
	for i := range j.Tried {
		tried[j.Tried[i].Account] = &j.Tried[i]
	}
	lines, _ := r.attack()
	attempts, kept := map[uint32]int{}, []line{}
	for _, l := range lines {
		k, e := l.audit.Account, &l.audit
		x := tried[k]
		if x == nil {
			kept = append(kept, l)
			continue
		}
		attempts[k]++
		refused := e.Action == event.Login && e.Outcome == event.Failure && e.Reason == event.BadCredentials && x.How == "credential_replay"
		asked := e.Action == event.PasswordResetRequest && x.How == "mailbox_reset"
		if stolen[k] || l.truth.Phase != event.Acquire || !refused && !asked {
			t.Errorf("account %d, tried in vain: %v %v", k, e.Action, l.truth)
		}
		if e.TS < x.First || e.TS > x.Last || e.TS >= r.plan.Scenario().Campaigns[0].Window.From.UnixMicro()+20*3600*1_000_000 {
			t.Errorf("account %d is tried at %d, the truth has %+v", k, e.TS, x)
		}
	}
	for k, x := range tried {
		if attempts[k] != x.Attempts || x.Attempts < 1 || x.Attempts > 3 {
			t.Errorf("account %d: %d attempts, the truth has %d", k, attempts[k], x.Attempts)
		}
	}
	if len(stolen) != 6 || len(tried) != 3*4+1 { // four in five sign-ins in vain, one mailbox in three, rounded down
		t.Errorf("%d accounts taken, %d tried in vain; want 6 and 13", len(stolen), len(tried))
	}
	if before, _ := all.attack(); !slices.Equal(kept, before) || len(all.plan.Journal().Tried) != 0 {
		t.Error("what is done in the accounts that are taken depends on those that are not")
	}
	r.exactFrom(t, all)
}
