package survey

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// Take reads a dataset.
func Take(ctx context.Context, d *read.Dataset) (*Survey, error) {
	s := &Survey{Data: d}
	var err error
	if s.Scenario, err = conform.Scenario(d); err != nil {
		return nil, err
	}
	if s.Span, err = spanOf(d); err != nil {
		return nil, err
	}
	p := &pass{s: s, zone: d.Zone, truth: marks{data: d}, accounts: map[string]*account{}, daily: map[string]*Daily{}}
	if err := s.prepare(ctx, p); err != nil {
		return nil, err
	}
	if err := p.read(ctx, d); err != nil {
		return nil, err
	}
	s.Places = p.places.list()
	s.Daily = slices.SortedFunc(values(p.daily), func(a, b Daily) int {
		return cmp.Or(cmp.Compare(b.Days[Attack].All, a.Days[Attack].All),
			cmp.Compare(b.Days[Honest].All, a.Days[Honest].All), cmp.Compare(a.Profile, b.Profile))
	})
	s.Ages, err = readAges(ctx, d, s.From)
	return s, err
}

// prepare reads what is known before the log: the accounts, and the truth of the period.
func (s *Survey) prepare(ctx context.Context, p *pass) error {
	list, err := s.Data.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range list {
		p.accounts[strings.Clone(a.ID)] = &account{profile: strings.Clone(a.Profile)}
	}
	s.Accounts = len(list)
	if p.places, err = newPlaces(ctx, s.Data); err != nil {
		return err
	}
	if err := s.follow(p); err != nil {
		return err
	}
	if err := truth.Each(s.Data, "truth/lookalikes.jsonl", func(*truth.LookAlike) error {
		s.LookAlikes++
		return nil
	}); err != nil {
		return err
	}
	return s.readExposed()
}

// follow gives stolen accounts their lanes.
func (s *Survey) follow(p *pass) error {
	lanes, err := readLanes(s.Data)
	if err != nil {
		return err
	}
	s.Stolen = len(lanes)
	s.Lanes = make([]Lane, min(len(lanes), MostLanes))
	byAccount := map[string]*Lane{}
	for i := range s.Lanes {
		l := &s.Lanes[i]
		*l = *lanes[i]
		byAccount[l.Account] = l
		if a := p.accounts[l.Account]; a != nil {
			a.lane, l.Profile = l, a.profile
		}
	}
	s.Acts, err = readActs(s.Data, byAccount)
	return err
}
