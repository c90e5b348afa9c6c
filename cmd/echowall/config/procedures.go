package config

import (
	"errors"
	"fmt"
	"os"

	"echowall/flows/procedure"
)

// ProceduresFlag is where the operator's own procedures are.
type ProceduresFlag struct {
	Procedures string `name:"procedures" env:"ECHOWALL_PROCEDURES" help:"Folder of your own procedures, added to those that come with the program. It is read again when something in it changes. A change of a procedure gets a higher version." placeholder:"FOLDER"`
}

// AddTo adds the operator's own procedures to those that come with the program.
func (f ProceduresFlag) AddTo(methods *procedure.Registry) error {
	if f.Procedures == "" {
		return nil
	}
	// A folder that is not there holds no file, and would not be missed.
	if _, err := os.ReadDir(f.Procedures); err != nil {
		return Wrong(fmt.Errorf("ECHOWALL_PROCEDURES: expected a folder of .yaml files: %w", err))
	}
	switch err := methods.Add(os.DirFS(f.Procedures)); {
	case errors.Is(err, procedure.ErrNone):
		return Wrong(fmt.Errorf("ECHOWALL_PROCEDURES: expected a folder of .yaml files: %s holds none", f.Procedures))
	case err != nil:
		return Wrong(fmt.Errorf("ECHOWALL_PROCEDURES: %w", err))
	}
	return nil
}
