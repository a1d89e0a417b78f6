package output

import "path"

// logScripts writes the scripts that load logs in an SQL form.
func (f *finisher) logScripts() error {
	packed, err := extension(f.Compress)
	if err != nil {
		return err
	}
	for _, format := range f.formats {
		if format.Ext != "copy" {
			continue
		}
		for _, s := range format.LogSQLFiles(f.mode, f.progress.dates(), packed) {
			if err := f.text(path.Dir(format.Layout)+"/"+s.Name, []byte(s.Text)); err != nil {
				return err
			}
		}
	}
	return nil
}
