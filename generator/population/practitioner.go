package population

import (
	"iter"
	"strings"

	"breachsim/generator/facts"
	"breachsim/generator/population/geo"
	"breachsim/generator/record"
	"breachsim/scenarios"
)

// profileNames are the profiles as scenario files write them.
var profileNames = [scenarios.NumProfiles]string{
	"gp", "pharmacy", "nurse", "other", "hospital_desk", "lab", "vaccination",
}

// Practitioners ranges over the directory: one line an account, in the order
// of their indices. Desks and laboratories have no RPPS and no name.
func (a *Accounts) Practitioners() iter.Seq[record.Practitioner] {
	return func(yield func(record.Practitioner) bool) {
		for k := range a.list {
			if !yield(a.practitioner(&a.list[k])) {
				return
			}
		}
	}
}

// Records ranges over the accounts in the order of their indices.
func (a *Accounts) Records() iter.Seq[record.Account] {
	return func(yield func(record.Account) bool) {
		for k := range a.list {
			if !yield(a.record(&a.list[k])) {
				return
			}
		}
	}
}

func (a *Accounts) record(p *Account) record.Account {
	return record.Account{
		ID: p.ID, RPPS: p.RPPS, Profile: profileNames[p.Profile], Profession: p.Profession, Site: p.Org,
		Dept: facts.Departments()[p.Dept].Code, Auth: p.Auth.String(), CreatedOn: a.created(p), Delegates: int(p.Humans) - 1,
	}
}

func (a *Accounts) practitioner(p *Account) record.Practitioner {
	out := record.Practitioner{
		RPPS: p.RPPS, LastName: p.LastName, FirstName: p.FirstName, Sex: p.Sex,
		Profession: p.Profession, ProfessionName: professionName(p), Specialty: specialtyText(p.Specialty),
		Site: p.Org, SiteName: siteName(a.key, p.Site, p.Profile), Dept: facts.Departments()[p.Dept].Code, Commune: geo.CommuneName(p.Dept, int(p.Commune)),
		Account: p.ID, Phone: a.phone(p),
	}
	if p.HasEmail {
		out.Email = mailOf(p)
	}
	return out
}

// created returns the date on which the account was opened.
func (a *Accounts) created(p *Account) record.Date { return dateOf(a.openedOn(p)) }

// openedOn draws the day on which the account was opened, in days since
// 1970-01-01: more and more of them every year since 2010, as squares of an
// even draw reversed; those that nobody has used yet in the last weeks.
func (a *Accounts) openedOn(p *Account) int64 {
	if idle, since := a.Idle(p.Index); idle == Unused {
		return int64(since)
	}
	const first = 14_610 // 2010-01-01
	span := int64(a.opened) - 30 - first
	r := a.key.Stream(stCreated).At(uint64(p.Index)).Rand()
	back := int64(r.Below(1<<16)) * int64(r.Below(1<<16)) >> 16
	return first + max(span, 1)*(1<<16-back)>>16
}

// fictionPhones are the blocks of numbers kept for fiction (ARCEP, decision
// 2018-0881). They hold 60,000 numbers in all, so numbers repeat.
var fictionPhones = [...]string{"019900", "026191", "035301", "046571", "053649", "063998"}

// phone returns the telephone number of the site, the same for all who work
// there.
func (a *Accounts) phone(p *Account) string {
	r := a.key.Stream(stContact).At(uint64(p.Site)).Rand()
	block := fictionPhones[r.Below(uint64(len(fictionPhones)-1))] // the last is for mobiles
	return string(appendDigits([]byte(block), uint32(r.Below(10_000)), 4))
}

// mailOf returns the mail address of an owner under a reserved domain
// (RFC 2606).
func mailOf(p *Account) string {
	host := "@site-" + p.Org + ".example"
	if p.LastName == "" {
		return "contact" + host
	}
	return mailbox(p.FirstName) + "." + mailbox(p.LastName) + host
}

// mailbox turns a name into the letters of a mail address.
func mailbox(name string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(name) {
		switch i := strings.IndexRune(accented, c); {
		case c >= 'a' && c <= 'z':
			b.WriteRune(c)
		case i >= 0:
			b.WriteByte(unaccented[i/2])
		case c == 'œ':
			b.WriteString("oe")
		case c == ' ' || c == '-':
			b.WriteByte('-')
		}
	}
	return b.String()
}

// accented letters take two bytes each; unaccented has their plain forms.
const (
	accented   = "àâäçéèêëîïôöùûüÿñ"
	unaccented = "aaaceeeeiioouuuyn"
)
