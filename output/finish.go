package output

import (
	"context"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/output/card"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/truth"
)

// finish completes the stage from complete days.
func (p *plan) finish(ctx context.Context, src Source, m made) error {
	pr := m.progress
	f := &finisher{plan: p, src: src, progress: pr, parts: m.parts, manifest: Manifest{Run: p.run}}
	for _, date := range pr.Dates() {
		d := pr.Days[date]
		f.manifest.Counts.Add(d.Counts)
		f.manifest.Files = append(f.manifest.Files, d.Files...)
	}
	f.manifest.Counts.Days = int64(len(pr.Days))
	f.manifest.Counts.Population = int64(p.info.Persons)
	if err := f.periodTruth(); err != nil {
		return err
	}
	if !p.Passing {
		f.compared = card.Compare(src) // while the records are made
	}
	if err := f.truthAsTables(ctx); err != nil {
		return p.unfinished(err)
	}
	if err := f.records(ctx, m.wanted); err != nil {
		return p.unfinished(err)
	}
	if err := f.history(ctx); err != nil {
		return p.unfinished(err)
	}
	if err := f.weak(); err != nil {
		return err
	}
	if err := f.logScripts(); err != nil {
		return err
	}
	if err := f.texts(); err != nil { // they describe all other files
		return err
	}
	if err := ctx.Err(); err != nil {
		return p.unfinished(fault.Write("completing the dataset", err))
	}
	b, err := f.manifest.Render()
	if err != nil {
		return fmt.Errorf("making %s: %w", state.ManifestName, err)
	}
	return fault.Write("writing "+state.ManifestName, p.disk.Put(p.stage(state.ManifestName), b))
}

func (f *finisher) periodTruth() error {
	if err := f.together("truth/exposed_persons.jsonl", state.ExposedDir); err != nil {
		return err
	}
	if err := f.together("truth/interference.jsonl", state.InterferenceDir); err != nil {
		return err
	}
	if !f.info.Delivery.Perfect() {
		if err := f.together(truth.DeliveryPath, state.DeliveryDir); err != nil {
			return err
		}
	}
	counts, err := exposedThrough(f.partsIn(state.ExposedDir))
	if err != nil {
		return fault.Write("counting the persons exposed through each account", err)
	}
	cat := f.src.Catalog()
	journal := withExposed(f.src.Journal(), cat, counts)
	files := truth.JournalFiles(cat, journal)
	for i := range files {
		if err := f.file(files[i].Path, files[i].Rows(), files[i].Write); err != nil {
			return err
		}
	}
	if err := f.windowLabels(journal); err != nil {
		return err
	}
	if err := f.warmup(); err != nil {
		return err
	}
	return f.bundle(journal)
}

// texts writes the files that are for people.
func (f *finisher) texts() error {
	err := f.file(scenarioName, -1, func(w io.Writer) error {
		_, err := w.Write(f.info.ScenarioYAML)
		return err
	})
	if err != nil {
		return err
	}
	if f.Passing {
		return nil
	}
	ext, err := pack.Extension(f.Compress)
	if err != nil {
		return err
	}
	facts := &card.Facts{Source: f.src, Info: f.info, Run: f.run, Counts: &f.manifest.Counts, Mode: f.mode, Packed: ext,
		Formats: f.formats, Records: f.plan.records, Tables: f.tables(), Truths: f.truthTables(), Compared: f.compared}
	if err := f.file(cardName, -1, facts.Write); err != nil {
		return err
	}
	last := ""
	if dates := f.progress.Dates(); len(dates) > 0 {
		last = dates[len(dates)-1]
	}
	text, err := facts.Croissant(f.manifest.Files, last)
	if err != nil {
		return err
	}
	return f.text(card.CroissantName, text)
}

// finishShard leaves on the stage what merge needs beside the days.
func (p *plan) finishShard(pr *state.Progress, wanted *state.Bitmap) error {
	if wanted != nil {
		if err := p.disk.Put(p.work(state.BitsName), wanted.Bytes()); err != nil {
			return fault.Write("writing the persons of shard "+p.Shard.String(), err)
		}
	}
	if err := p.disk.Put(p.stage(scenarioName), p.info.ScenarioYAML); err != nil {
		return fault.Write("writing "+scenarioName, err)
	}
	return fault.Write("writing "+p.last(), pr.Save(p.disk, p.stage(p.last())))
}
