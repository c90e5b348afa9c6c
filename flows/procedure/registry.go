package procedure

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
)

//go:embed data/*.yaml
var embedded embed.FS

// Registry is the registry of procedures, by id and version.
type Registry struct {
	list []filed
	// now, where it is set, gives the registry that answers in place of this one.
	now func() *Registry
}

// filed is a procedure in a registry.
type filed struct {
	*Procedure
	// text is the file it was read from; "" for what comes with the program.
	text string
	name string
}

// Default is the registry of the procedures that come with the program.
func Default() (*Registry, error) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, fmt.Errorf("read the procedures within: %w", err)
	}
	return Load(sub)
}

// Load reads every .yaml file of a folder. An error names the file and what was expected.
func Load(folder fs.FS) (*Registry, error) {
	list, err := readFolder(folder)
	for i := range list {
		list[i].text = ""
	}
	return &Registry{list: list}, err
}

// Live is a registry that answers at each question as the one that now gives, so that one registry can be put in the
// place of another while it is read. What was in one must be in all that follow it.
func Live(now func() *Registry) *Registry { return &Registry{now: now} }

// all lists what is in the registry at this moment.
func (b *Registry) all() []filed {
	if b.now != nil {
		return b.now().all()
	}
	return b.list
}

// ErrNone says that a folder holds no procedure.
var ErrNone = errors.New("no .yaml file is there")

// Add reads the .yaml files of another folder into the registry; there must be one. None may bear the id and version of
// a procedure that is there already, for cases may be under way by it. After an error the registry is as it was.
func (b *Registry) Add(folder fs.FS) error {
	more, err := readFolder(folder)
	if err != nil {
		return err
	}
	for _, f := range more {
		if _, ok := b.Get(f.ID, f.Version); ok {
			return taken(f)
		}
	}
	b.list = append(b.list, more...)
	return nil
}

// Renewed is the registry with what is new in a folder that was added to it before, and what that is. What has gone
// from the folder stays, for cases may be under way by it; for the same reason a file whose rules were changed must
// bear a higher version. This registry is left as it is.
func (b *Registry) Renewed(folder fs.FS) (renewed *Registry, added []*Procedure, err error) {
	found, err := readFolder(folder)
	if err != nil {
		return nil, nil, err
	}
	renewed = &Registry{list: slices.Clone(b.all())}
	for _, f := range found {
		switch old, ok := b.find(f.ID, f.Version); {
		case !ok:
			renewed.list = append(renewed.list, f)
			added = append(added, f.Procedure)
		case old.text == "":
			return nil, nil, taken(f)
		case !Same(old.Procedure, f.Procedure):
			return nil, nil, fmt.Errorf("%s: procedure %s version %d was changed, and cases may be under way by it: "+
				"expected version: %d, in this file or another",
				f.name, f.ID, f.Version, b.highest(f.ID)+1)
		}
	}
	return renewed, added, nil
}

// Same tells whether two procedures say the same, whatever their files look like.
func Same(a, b *Procedure) bool { return reflect.DeepEqual(a, b) }

func taken(f filed) error {
	return fmt.Errorf("%s: procedure %s version %d is there already: expected another id, or a higher version", f.name,
		f.ID, f.Version)
}

// readFolder reads the .yaml files of a folder, each another procedure or another version.
func readFolder(folder fs.FS) ([]filed, error) {
	names, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list procedures: %w", err)
	}
	if len(names) == 0 {
		return nil, ErrNone
	}
	var list []filed
	for _, name := range names {
		raw, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read procedure: %w", err)
		}
		p, err := Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		f := filed{p, string(raw), name}
		if slices.ContainsFunc(list, func(x filed) bool { return x.ID == p.ID && x.Version == p.Version }) {
			return nil, taken(f)
		}
		list = append(list, f)
	}
	return list, nil
}

func (b *Registry) find(id string, version int) (filed, bool) {
	all := b.all()
	if i := slices.IndexFunc(all, func(f filed) bool { return f.ID == id && f.Version == version }); i >= 0 {
		return all[i], true
	}
	return filed{}, false
}

// Get finds a procedure by id and version.
func (b *Registry) Get(id string, version int) (*Procedure, bool) {
	f, ok := b.find(id, version)
	return f.Procedure, ok
}

// Text is the file a procedure of the operator's own was read from; "" for one that comes with the program, or is not
// there.
func (b *Registry) Text(id string, version int) string {
	f, _ := b.find(id, version)
	return f.text
}

// Ships tells whether a procedure comes with the program.
func (b *Registry) Ships(id string, version int) bool {
	f, ok := b.find(id, version)
	return ok && f.text == ""
}

// Latest finds the newest version of a procedure.
func (b *Registry) Latest(id string) (*Procedure, bool) { return b.Get(id, b.highest(id)) }

// highest is the highest version of a procedure; 0 where there is none.
func (b *Registry) highest(id string) int {
	highest := 0
	for _, f := range b.all() {
		if f.ID == id {
			highest = max(highest, f.Version)
		}
	}
	return highest
}

// IDs lists the ids in order, each once.
func (b *Registry) IDs() []string {
	var ids []string
	for _, f := range b.all() {
		ids = append(ids, f.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
