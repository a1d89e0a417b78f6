package inspect

import (
	"context"
	"fmt"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// Profile is who an account is: what a detector may know, and what is true of it where
// that was asked for.
type Profile struct {
	read.Account
	ProfessionName, SiteName, Commune string // of the practitioner; empty where there is none
	Spells                            *Spells
}

// Spells are the stretches in which something was the matter with an account.
type Spells struct {
	Misuse     []truth.Account
	Tried      []truth.Tried
	LookAlikes []truth.LookAlike
	Responses  []truth.Response
}

func profile(ctx context.Context, d *read.Dataset, account string, withTruth bool) (*Profile, error) {
	var p *Profile
	for r, err := range d.Table(ctx, "accounts", "account", "rpps", "profile", "profession", "site", "dept", "auth",
		"created_on") {
		if err != nil {
			return nil, err
		}
		if v := r.Values; v[0] == account {
			p = &Profile{Account: read.Account{ID: v[0], RPPS: v[1], Profile: v[2], Profession: v[3], Site: v[4],
				Dept: v[5], Auth: v[6], CreatedOn: v[7]}}
			break
		}
	}
	if p == nil {
		return nil, &AskError{fmt.Sprintf("account %q is not in records/accounts.csv", account),
			"write an id of its column account"}
	}
	if d.Has("records/practitioners.csv") {
		for r, err := range d.Table(ctx, "practitioners", "account", "profession_name", "site_name", "commune") {
			if err != nil {
				return nil, err
			}
			if v := r.Values; v[0] == account {
				p.ProfessionName, p.SiteName, p.Commune = v[1], v[2], v[3]
				break
			}
		}
	}
	if !withTruth {
		return p, nil
	}
	var err error
	p.Spells, err = spells(d, account)
	return p, err
}

// spells reads what is true of an account.
func spells(d *read.Dataset, account string) (*Spells, error) {
	s := &Spells{}
	id := truth.Text(account)
	err := keep(d, "truth/accounts.jsonl", &s.Misuse, func(r *truth.Account) bool { return r.Account == id })
	if err == nil {
		err = keep(d, "truth/tried.jsonl", &s.Tried, func(r *truth.Tried) bool { return r.Account == id })
	}
	if err == nil {
		err = keep(d, "truth/lookalikes.jsonl", &s.LookAlikes, func(r *truth.LookAlike) bool { return r.Account == id })
	}
	if err == nil {
		err = keep(d, "truth/responses.jsonl", &s.Responses, func(r *truth.Response) bool { return r.Account == id })
	}
	return s, err
}

// keep reads the rows of a truth file that are wanted; a file that is not there has none.
func keep[R any](d *read.Dataset, name string, to *[]R, want func(*R) bool) error {
	if !d.Has(name) {
		return nil
	}
	return truth.Each(d, name, func(row *R) error {
		if want(row) {
			*to = append(*to, *row)
		}
		return nil
	})
}

// OfAddress reads which campaigns used an address.
func OfAddress(d *read.Dataset, ip string) (list []truth.IP, err error) {
	err = keep(d, "truth/ips.jsonl", &list, func(r *truth.IP) bool { return string(r.IP) == ip })
	return list, err
}
