package generator

import (
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"sync"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/background"
	"github.com/breachsim/breachsim/generator/internal/campaign"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/socket"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/generator/triage"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
)

// DatasetVersion is raised by every change that alters the bytes of a dataset.
const DatasetVersion = 2

// Streams of draws below the seed.
const (
	personStream random.Stream = 1 + iota
	accountStream
	trafficStream
	actorStream
	_ // ids and references have a secret of their own
	_
	portalStream
	canaryStream
	backgroundStream
)

// Options choose what of a scenario is made. The zero value makes all of it.
type Options struct {
	Scale            scenarios.Scale // zero = 1: multiplies accounts, persons, exposed persons, campaigns' rates
	KeepRates        bool            // of what is scaled: fewer or more accounts are stolen, and each keeps its pace
	From, To         time.Time       // part of the scenario's window, warm-up included; zero = its beginning and end
	WithoutCampaigns bool            // the same world, and nobody attacks it
	WithoutControls  bool            // the same attack, and nobody stops it
	Secret           []byte          // 32 bytes that ids and references are made with; none = they follow from the seed
	SecretWorld      bool            // everything else follows from Secret too: who knows the seed knows nothing
	History          int             // days before the logs begin that a history tells of, at most MostHistory
}

// Plan is a resolved scenario. It is read-only and safe for concurrent use.
type Plan struct {
	source   *scenarios.Scenario // as resolved from the file
	scenario *scenarios.Scenario // scaled
	options  Options
	secret   secret.Secret // of ids and references
	streams  streams
	ids      portal.IDs
	sockets  socket.Table
	persons  *population.Persons
	accounts *accounts.Accounts
	cal      *calendar.Calendar
	portal   *portal.Conditions
	base     *traffic.World
	around   *background.World
	actors   *campaign.Plan
	catalog  *event.Catalog // that plans of the same world share
	triage   *triage.World  // nil where the scenario wants nothing of it
	windows  []event.Window
	leaked   []campaign.File

	kept       *campaign.Kept                // that plans of the same world share; nil = none has been made again
	lookAlikes func() []event.LookAlikeTruth // of the base world; waits for them
}

// New resolves a scenario. It fails where the scenario asks for something that
// its world cannot give, and says what to change.
func New(sc *scenarios.Scenario, o Options) (*Plan, error) {
	scaled, err := scale(sc, o)
	if err != nil {
		return nil, err
	}
	if err := checkHistory(scaled, o.History); err != nil {
		return nil, err
	}
	tokens, err := tokensOf(scaled.Seed, o)
	if err != nil {
		return nil, err
	}
	p := &Plan{
		source: sc, scenario: scaled, options: o, secret: tokens, ids: portal.NewIDs(tokens), catalog: &event.Catalog{},
	}
	p.streams = streamsOf(scaled.Seed, tokens, o)
	if p.windows, err = windows(scaled, o.From, o.To); err != nil {
		return nil, err
	}
	p.cal = calendar.Reaching(scaled, daysBefore)
	p.persons = population.NewPersons(
		p.streams.key(personStream),
		scaled.Population.InsuredPersons,
		scaled.Time.Start.In(scaled.Time.Location).Year(),
	)
	first, last := scaled.Time.Start.UnixMicro(), scaled.Time.End.UnixMicro()
	p.persons.Status.Watch(p.cal.Of(first).Number, p.cal.Of(last-1).Number)
	if err := plant(p.streams.key(canaryStream), scaled, p.persons); err != nil {
		return nil, err
	}
	p.accounts = accounts.New(p.streams.key(accountStream), scaled, p.persons)
	if o.Secret != nil {
		p.accounts.Number(tokens)
		p.accounts.Veil(tokens)
	}
	p.accounts.OpenBefore(o.History + scaled.Time.WarmupDays())
	p.portal = portal.NewConditions(p.streams.key(portalStream), p.cal, scaled.Portal)
	ground := traffic.Ground{Persons: p.persons, Accounts: p.accounts, Calendar: p.cal, Portal: p.portal}
	if p.base, err = traffic.New(p.streams.key(trafficStream), scaled, ground); err != nil {
		return nil, err
	}
	p.around = background.New(p.streams.key(backgroundStream), scaled, background.Ground{
		Accounts: p.accounts.Len(), Calendar: p.cal, Networks: p.accounts.Networks(), Browsers: p.accounts,
	})
	p.lookAlikes = sync.OnceValue(p.base.LookAlikes)
	go p.lookAlikes() // beside the campaigns, which do not need them
	p.sockets = socket.Table{
		Systems: client.Systems(), Networks: network.Translations(),
		Key: random.Key(binary.BigEndian.Uint64(tokens.Key("src_port", 8))),
	}
	p.fillCatalog()
	if err := p.resolve(); err != nil {
		return nil, err
	}
	p.windows = newFiner(p.base, p.actors, mostEvents).all(p.windows)
	return p, nil
}

// resolve plays the campaigns and controls of the scenario in the world that is laid out.
func (p *Plan) resolve() (err error) {
	w := campaign.World{
		Key: p.streams.key(actorStream), Scenario: played(p.scenario), Persons: p.persons,
		Accounts: p.accounts, Base: p.base, Calendar: p.cal, Portal: p.portal, IDs: &p.ids,
	}
	o := campaign.Options{
		WithoutCampaigns: p.options.WithoutCampaigns, WithoutControls: p.options.WithoutControls, Kept: p.kept,
	}
	if p.actors, err = campaign.New(w, o); err != nil {
		return err
	}
	if p.scenario.Output.LeakedList {
		if p.leaked, err = campaign.Files(&w); err != nil {
			return err
		}
	}
	p.actors.Journal().LookAlike = p.lookAlikes()
	p.refer()
	p.triage = triage.New(p.scenario, p.catalog, p.secret)
	return nil
}

func scale(sc *scenarios.Scenario, o Options) (*scenarios.Scenario, error) {
	if o.Scale == 0 || o.Scale == random.Million {
		return sc, nil
	}
	if o.KeepRates {
		return feasible.ScaledKeeping(sc, o.Scale, scenarios.KeepRates)
	}
	return feasible.Scaled(sc, o.Scale)
}

// refs returns the references of persons in the logs.
func (p *Plan) refs() *nir.Refs { return nir.NewRefs(p.secret.Key("nir_ref", secret.Size)) }

func (p *Plan) fillCatalog() {
	p.accounts.FillCatalog(p.catalog)
	p.catalog.Releases, p.catalog.Requests = p.portal.Names(), background.Requests()
	for _, c := range p.scenario.Campaigns {
		p.catalog.Campaigns = append(p.catalog.Campaigns, c.ID)
	}
	for _, c := range p.scenario.Controls {
		p.catalog.Controls = append(p.catalog.Controls, c.ID)
	}
	if len(p.catalog.Departments) == 0 {
		for _, d := range facts.Departments() {
			p.catalog.Departments = append(p.catalog.Departments, d.Code)
		}
	}
}

// Scenario returns the scenario as it is played, scaled.
func (p *Plan) Scenario() *scenarios.Scenario { return p.scenario }

// Windows lists the slices of the wanted period in order of time.
func (p *Plan) Windows() []event.Window { return p.windows }

// Catalog resolves the indices in events.
func (p *Plan) Catalog() *event.Catalog { return p.catalog }

// Journal is the truth that belongs to the whole period.
func (p *Plan) Journal() *event.Journal { return p.actors.Journal() }

// Practitioners lists the practitioner directory.
func (p *Plan) Practitioners() iter.Seq[record.Practitioner] { return p.accounts.Practitioners() }

// Accounts lists the portal's accounts.
func (p *Plan) Accounts() iter.Seq[record.Account] { return p.accounts.Records() }

// Delegates lists those who use accounts on their owners' behalf.
func (p *Plan) Delegates() iter.Seq[record.Delegate] { return p.accounts.Delegates() }

// Networks lists the invented address plan, the fixed lines of towns without
// any account or campaign left out.
func (p *Plan) Networks() iter.Seq[record.Network] {
	return p.accounts.Networks().Records(p.region())
}

// region is the places that accounts and campaigns come from.
func (p *Plan) region() network.Region {
	r := make(network.Region, len(p.catalog.Places))
	for k := range uint32(p.accounts.Len()) {
		for place := range p.accounts.Places(k) {
			r[place] = true
		}
	}
	for _, a := range p.Journal().Addresses {
		r[a.Place] = true
	}
	for _, place := range p.base.Places() {
		r[place] = true
	}
	return r
}

// WriteMMDB writes the address plan as a MaxMind database.
func (p *Plan) WriteMMDB(w io.Writer) error {
	if err := p.accounts.Networks().WriteMMDB(w, p.region()); err != nil {
		return fmt.Errorf("making the address database: %w", err)
	}
	return nil
}

// ReferenceKey returns the key under which nir_ref is computed (HMAC-SHA-256
// of the thirteen characters). A real portal would keep it; here it follows
// from the seed and protects nobody.
func (p *Plan) ReferenceKey() []byte { return p.secret.Key("nir_ref", secret.Size) }
