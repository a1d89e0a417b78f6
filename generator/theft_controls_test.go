package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// stealing is the long world with a campaign that lives in its owners' sessions.
func stealing(t *testing.T, o Options, sets ...string) *Plan {
	t.Helper()
	p, err := longWorld(o, append([]string{"campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].access.profiles={pharmacy: 6}", "campaigns[0].access.validate={}",
		"campaigns[0].co_use=same_session", "campaigns[0].targets.exposed=600", "scenario.seed=8"}, sets...)...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What is asked of a stolen session is asked of its owner too, who is told apart
// from the threat actor in the truth; so is an owner whose machine is misused
// when its address is banned.
func TestOwnersMeetWhatTheirThiefTrips(t *testing.T) {
	t.Parallel()
	own := []string{"campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}"}
	for name, x := range map[string]struct {
		sets []string
		why  event.Reason
	}{
		"limit":   {[]string{`controls=[{type: rate_limit, scope: session, threshold: 15/10m, duration: 15m, action: ["429"]}]`, "campaigns[0].targets.exposed=4800"}, event.RateLimited},
		"captcha": {[]string{`controls=[{type: captcha, scope: session, threshold: 15/10m, duration: 15m, action: [challenge]}]`, "campaigns[0].targets.exposed=4800"}, event.Challenged},
		"ban":     {append(own, `controls=[{type: ip_ban, detect: {threshold: 15/1h}, duration: 1h, action: [ip_ban]}]`), event.Banned},
		"reset":   {[]string{`controls=[{type: analyst, detect: {threshold: 20/1h, delay: 2m}, action: [account_reset]}]`, "campaigns[0].targets.exposed=4800"}, event.SessionRevoked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := stealing(t, Options{}, x.sets...)
			attacked, owners, both := map[uint64]bool{}, map[uint64]bool{}, 0
			for e, tr := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
				switch {
				case e.Reason != x.why || e.Action == event.IPBan || e.Action == event.PasswordResetForced:
				case tr.Label == event.Attack:
					attacked[e.Session] = true
				case tr.Label == event.Collateral && tr.CausedBy == 1:
					owners[e.Session] = true
				default:
					t.Errorf("a refusal for %v is labelled %v, caused by %d", x.why, tr.Label, tr.CausedBy)
				}
			}
			for s := range owners {
				if attacked[s] {
					both++
				}
			}
			t.Logf("refused in %d sessions to the threat actor, in %d to owners, in %d to both", len(attacked), len(owners), both)
			if len(attacked) == 0 || both == 0 {
				t.Error("no session in which both are refused")
			}
			readAudit(p).journalTells(t)
		})
	}
}

// A reset ends a theft where the campaign drops the account; where it waits for
// it, the theft goes on in the first sessions that the owner has again.
func TestTheftAfterAReset(t *testing.T) {
	reset := `controls=[{type: analyst, detect: {threshold: 20/1h, delay: 2m}, duration: 3h, action: [account_reset]}]`
	after := func(move string) (n int) {
		p := stealing(t, Options{}, reset, "campaigns[0].targets.exposed=2400", "campaigns[0].on_response.account_reset="+move)
		at, opened, given := map[uint32]int64{}, map[uint64]int64{}, map[uint32]int64{}
		for _, r := range p.Journal().Responses {
			if r.Action == event.AccountReset && at[r.Account] == 0 {
				at[r.Account] = r.TS
			}
		}
		for _, m := range p.Journal().Campaigns { // a thief who is away just then learns of it later
			if m.Action == event.AccountDropped {
				given[m.Account] = m.TS
			}
		}
		for e, tr := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
			switch reset := at[e.Account]; {
			case tr.Label != event.Attack && e.Action == event.Login && e.Outcome == event.Success:
				opened[e.Session] = e.TS
			case tr.Label != event.Attack || e.Action != event.Lookup || e.Result == event.ResultError || reset == 0 || e.TS < reset:
			case opened[e.Session] < reset:
				t.Fatalf("account %d is used after its reset in a session opened before it", e.Account)
			case move != "drop_account" || given[e.Account] != 0 && e.TS > given[e.Account]:
				n++
			}
		}
		readAudit(p).journalTells(t)
		return n
	}
	if n := after("drop_account"); n != 0 {
		t.Errorf("%d look-ups through accounts that were given up", n)
	}
	if n := after("{reacquire: 1, delay: 1h}"); n == 0 {
		t.Error("no look-up through an account got back")
	} else {
		t.Logf("%d look-ups through accounts got back", n)
	}
}

// A request that covers a look-up is answered like any other until the control
// acts: what comes before a refused look-up is in the log.
func TestCoverComesBeforeARefusal(t *testing.T) {
	p := busy(t, Options{}, limits("account"), blend, "campaigns[0].on_response.429=backoff")
	ls, _ := readAudit(p).attack()
	covers, lookUps, before := 0, 0, 0
	for i, l := range ls {
		switch {
		case l.truth.Purpose == event.Cover:
			covers++
		case l.audit.Reason == event.RateLimited && i > 0 && ls[i-1].truth.Purpose == event.Cover:
			before++
		}
		if l.audit.Action == event.Lookup && l.audit.Result != event.ResultError {
			lookUps++
		}
	}
	t.Logf("%d covers for %d look-ups answered; %d right before a refusal", covers, lookUps, before)
	if share := float64(covers) / float64(covers+lookUps); before == 0 || share < 0.36 || share > 0.44 {
		t.Errorf("%.3f of the requests are cover", share)
	}
}
