package office

import (
	"fmt"
	"slices"

	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/proof"
)

// foundingAllowed begins a book, under a procedure that is known or whose words follow.
func foundingAllowed(a *proof.Act, e Founded) error {
	if a.Now.Head() != nil || e.Chat == 0 {
		return fmt.Errorf("the community was founded already, or nowhere")
	}
	follows := slices.ContainsFunc(a.Rest, func(x life.Event) bool {
		kept, ok := x.(MethodKept)
		return ok && kept.ID == e.Procedure && kept.Version == e.Version
	})
	return proof.Unless(follows || a.Now.MethodOf(e.Procedure, e.Version) != nil, "procedure %s is not known", e.Procedure)
}

// bindingAllowed makes a chat the council's or the wall's, by a code that a secretary was given for it.
func bindingAllowed(a *proof.Act, e ChatBound) error {
	_, err := personnel.Code(a, e.Code, e.Use)
	if err != nil {
		return err
	}
	return proof.Unless(e.Chat != 0, "no chat was bound")
}

func moveAllowed(a *proof.Act, e ChatMoved) error {
	return proof.Unless(Sits(a.Now, e.From), "chat %d was none of the community's", e.From)
}

// settingAllowed is a value that can be set by somebody who may. Who runs the group may set its language; the book does
// not know who does.
func settingAllowed(a *proof.Act, e SettingChanged) error {
	kept, err := keptAs(a.Now, e.Name, e.Value)
	if (err != nil || kept != e.Value) && e.Name != SettingProcedure {
		return fmt.Errorf("%s is not kept as %q", e.Name, e.Value)
	}
	if a.Cause == permission.Language {
		return proof.Unless(e.Name == SettingLanguage, "/language sets no %s", e.Name)
	}
	return proof.May(a, permission.Settings, 0)
}

func stationAllowed(a *proof.Act, e StationSet) error {
	if !slices.Contains(StationItems(), e.Item) {
		return fmt.Errorf("no station has %q", e.Item)
	}
	return proof.May(a, permission.Settings, 0)
}

// keepingAllowed takes the words of a procedure into the book, which are never others afterwards.
func keepingAllowed(a *proof.Act, e MethodKept) error {
	if e.ID == "" || e.Text == "" || otherwise(a.Now, e) {
		return fmt.Errorf("procedure %q has no words, or others were kept", e.ID)
	}
	if a.Cause == proof.FromClock || a.Cause == permission.Setup {
		return nil
	}
	return proof.May(a, permission.Settings, 0)
}

// renewalAllowed follows the procedure in force to a higher version.
func renewalAllowed(a *proof.Act, e MethodRenewed) error {
	h := a.Now.Head()
	return proof.Unless(e.ID == h.Method && e.Version > h.Version, "version %d of %s is no higher one", e.Version, e.ID)
}

// rulesAllowed lets stricter rules hold, never those of before, nor any that nobody knows: under those, nothing could
// be judged.
func rulesAllowed(a *proof.Act, e RulesRenewed) error {
	higher := e.Version > a.Now.Head().Rules
	return proof.Unless(higher && e.Version <= proof.RulesVersion, "version %d of the rules is none to follow", e.Version)
}

func rollbackAllowed(_ *proof.Act, e RolledBack) error {
	return proof.Unless(e.Reason != "" && e.Shown.Hash != "", "a rollback without its reason")
}
