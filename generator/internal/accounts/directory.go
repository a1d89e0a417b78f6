package accounts

import (
	"iter"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/scenarios"
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
		ID:         p.ID,
		RPPS:       p.RPPS,
		Profile:    profileNames[p.Profile],
		Profession: p.Profession,
		Site:       p.Org,
		Dept:       facts.Departments()[p.Dept].Code,
		Auth:       p.Auth.String(),
		CreatedOn:  a.created(p),
		Delegates:  int(p.Humans) - 1,
	}
}

func (a *Accounts) practitioner(p *Account) record.Practitioner {
	out := record.Practitioner{
		RPPS: p.RPPS, LastName: p.LastName, FirstName: p.FirstName, Sex: p.Sex,
		Profession: p.Profession, ProfessionName: professionName(p), Specialty: specialtyText(p.Specialty),
		Site: p.Org, SiteName: siteName(a.key, p.Site, p.Profile),
		Dept: facts.Departments()[p.Dept].Code, Commune: geo.CommuneName(p.Dept, int(p.Commune)),
		Account: p.ID, Phone: a.phone(p),
	}
	if p.HasEmail {
		out.Email = a.mailOf(p)
	}
	return out
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

// mailHosts are the domains of practitioners' addresses, all of them reserved (RFC
// 2606): two of secure mail for health, then those of everybody. Shares in hundredths
// are assumed; who is left has a domain of the practice.
var mailHosts = [...]struct {
	name  string
	share uint64
}{
	{"mail-sante.example", 16}, {"cabinet-mail.example", 9}, {"courriel.example", 22}, {"messagerie.example", 17},
	{"boite.example", 9}, {"fibre-mail.example", 6}, {"poste-web.example", 2},
}

// drawMail names the draws of an owner's mail address, beside those of the sites.
const drawMail = 1

// mailOf returns the mail address of an owner under a reserved domain.
func (a *Accounts) mailOf(p *Account) string {
	own := "@site-" + p.Org + ".example"
	if p.LastName == "" {
		return "contact" + own
	}
	r := a.key.Stream(stContact).At2(uint64(p.Index), drawMail).Rand()
	first, last := mailbox(p.FirstName), mailbox(p.LastName)
	host, u, form := own, r.Below(100), r.Below(100)
	for _, h := range mailHosts {
		if u < h.share {
			host = "@" + h.name
			break
		}
		u -= h.share
	}
	switch {
	case form < 45:
		return first + "." + last + host
	case form < 60 && p.Specialty != 0:
		return "dr." + last + host
	case form < 75:
		return first[:min(1, len(first))] + "." + last + host
	case form < 88:
		return last + "." + first + host
	}
	return first + last + string(appendDigits(nil, uint32(r.Below(100)), 2)) + host
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

// specialtyText prints a specialty's code with two digits, as directories do.
func specialtyText(code uint8) string {
	if code == 0 {
		return ""
	}
	if code < 10 {
		return "0" + strconv.Itoa(int(code))
	}
	return strconv.Itoa(int(code))
}
