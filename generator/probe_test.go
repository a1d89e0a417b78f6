package generator

import (
	"fmt"
	"os"
	"testing"
	"time"
	_ "time/tzdata"

	"breachsim/generator/event"
	"breachsim/scenarios"
)

func TestProbe(t *testing.T) {
	id := os.Getenv("PROBE")
	if id == "" {
		t.Skip()
	}
	sc, err := scenarios.Builtin(id)
	if err != nil {
		t.Fatal(err)
	}
	f, _ := scenarios.ParseScale(os.Getenv("SCALE"))
	t0 := time.Now()
	p, err := New(sc, Options{Scale: f})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("plan", time.Since(t0))
	t0 = time.Now()
	fl := p.NewFiller()
	var b event.Batch
	var audit, access, exp, attackFound, interf int
	byLabel := map[event.Label]int{}
	byAction := map[string]int{}
	byResult := map[string]int{}
	ids := map[uint64]bool{}
	persons := map[uint32]bool{}
	accounts := map[uint32]bool{}
	for _, w := range p.Windows() {
		fl.Fill(w, &b)
		audit += len(b.Audit)
		access += len(b.Access)
		exp += len(b.Exposures)
		interf += len(b.Interference)
		for i := range b.Audit {
			e, tr := b.AuditAt(i)
			byLabel[tr.Label]++
			byAction[e.Action.String()]++
			byResult[e.Result.String()]++
			if ids[e.ID] {
				t.Fatal("dup id")
			}
			ids[e.ID] = true
			if tr.Label == event.Attack && e.Result == event.Found {
				attackFound += int(e.Persons)
			}
			if tr.Label == event.Attack {
				accounts[e.Account] = true
			}
		}
		for _, x := range b.Exposures {
			if persons[x.Person] {
				t.Fatal("exposed twice")
			}
			persons[x.Person] = true
		}
	}
	fmt.Println("slices", time.Since(t0))
	fmt.Println(audit, access, exp, attackFound, interf, byLabel, byAction, byResult, len(accounts))
	j := p.Journal()
	fmt.Println(len(j.Accounts), len(j.Addresses), len(j.Sessions), len(j.Campaigns), len(j.Responses))
	if len(os.Getenv("V")) > 0 {
		for _, c := range j.Campaigns {
			fmt.Println(time.UnixMicro(c.TS).UTC().Format(time.RFC3339), c.Phase, c.Action, c.Account, c.Addr)
		}
		for _, c := range j.Responses {
			fmt.Println(time.UnixMicro(c.TS).UTC().Format(time.RFC3339), c.Action, c.Account, c.Addr)
		}
		for _, c := range j.Accounts {
			fmt.Println(c)
		}
	}
}
