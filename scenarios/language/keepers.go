package language

import (
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// profileMix keeps the shares of profiles in their order.
type profileMix struct{ *scenarios.Population }

func (x profileMix) Take(v any) {
	for w, s := range shares(v, profiles()) {
		x.ProfileMix = append(x.ProfileMix, scenarios.ProfileShare{Profile: profileOf(w), Share: s})
	}
}

func (x profileMix) Give() any {
	return mapping(x.ProfileMix, func(m scenarios.ProfileShare) (string, string) {
		return m.Profile.String(), m.Share.String()
	})
}

// acquireMix keeps the shares of the ways to an account in their order.
type acquireMix struct{ *scenarios.AccountAccess }

func (x acquireMix) Take(v any) {
	for w, s := range shares(v, acquisitions()) {
		how, _ := w.Value.(scenarios.Acquisition)
		x.Acquire = append(x.Acquire, scenarios.AcquireShare{How: how, Share: s})
	}
}

func (x acquireMix) Give() any {
	return mapping(x.Acquire, func(a scenarios.AcquireShare) (string, string) {
		return a.How.String(), a.Share.String()
	})
}

// profileCounts keeps the numbers of accounts of profiles in their order.
type profileCounts struct{ *scenarios.AccountAccess }

func (x profileCounts) Take(v any) {
	r, _ := v.(*schema.Record)
	for _, w := range profiles() {
		if n := r.Count(w.Name); n > 0 {
			x.Profiles = append(x.Profiles, scenarios.ProfileCount{Profile: profileOf(w), Count: n})
		}
	}
}

func (x profileCounts) Give() any {
	return mapping(x.Profiles, func(p scenarios.ProfileCount) (string, string) {
		return p.Profile.String(), strconv.Itoa(p.Count)
	})
}

func profileOf(w schema.EnumWord) scenarios.Profile {
	p, _ := w.Value.(scenarios.Profile)
	return p
}

// shares lists the shares of a mapping in the order of its words, without those of
// nothing. What rounding to millionths left over or short goes to the largest.
func shares(v any, words []schema.EnumWord) func(yield func(schema.EnumWord, scenarios.Share) bool) {
	r, _ := v.(*schema.Record)
	left, largest := scenarios.Share(quantity.One), ""
	for _, w := range words {
		s := schema.Get[scenarios.Share](r, w.Name)
		left -= s
		if largest == "" || s > schema.Get[scenarios.Share](r, largest) {
			largest = w.Name
		}
	}
	return func(yield func(schema.EnumWord, scenarios.Share) bool) {
		for _, w := range words {
			s := schema.Get[scenarios.Share](r, w.Name)
			if s == 0 {
				continue
			}
			if w.Name == largest {
				s += left
			}
			if !yield(w, s) {
				return
			}
		}
	}
}

// mapping writes a mapping on one line.
func mapping[T any](items []T, text func(T) (key, value string)) schema.Raw {
	parts := make([]string, len(items))
	for i, item := range items {
		key, value := text(item)
		parts[i] = key + ": " + value
	}
	return schema.Raw("{" + strings.Join(parts, ", ") + "}")
}
