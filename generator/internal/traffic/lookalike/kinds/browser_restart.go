package kinds

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// browserRestart opens again, all at once, what a session had looked up that is
// just over.
func browserRestart() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.BrowserRestart,
		ShownBy: lookalike.Practices,
		Days:    lookalike.ShopDays(),
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			if len(o.Usual) == 0 {
				return dst
			}
			src := &o.Usual[o.Draw.Below(uint64(len(o.Usual)))]
			if src.LookUps == 0 {
				return dst
			}
			start := src.End + o.Draw.Between(20*calendar.Second, 90*calendar.Second)
			return append(dst, course.Session{
				Start: start, LookUps: uint16(o.LookUps), Human: src.Human,
				Copies: true, Source: src.Account, SourceIndex: src.Index,
			})
		},
	}
}
