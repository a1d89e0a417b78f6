package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

func TestEstimateIsHighButNotWild(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ id, scale string }{{"amelipro-2022", "0.02"}, {"baseline", "0.02"}} {
		p := planOf(t, c.id, c.scale, Options{})
		var audit, access int64
		f := p.NewFiller()
		var b event.Batch
		for _, w := range p.Windows() {
			f.Fill(w, &b)
			audit += int64(len(b.Audit))
			access += int64(len(b.Access))
		}
		v := p.Estimate()
		t.Logf("%s at %s: %d events, foretold %d; %d lines, foretold %d", c.id, c.scale, audit, v.AuditEvents, access, v.AccessLines)
		if v.AuditEvents < audit || v.AuditEvents > audit*5/4 || v.AccessLines < access || v.AccessLines > access*5/4 {
			t.Errorf("%s: the estimate is off", c.id)
		}
	}
}
