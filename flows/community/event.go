package community

import (
	"fmt"
	"slices"

	"echowall/flows/life"
	"echowall/flows/proof"
)

// eventKinds are the kinds of events, listed once: every event of every vote is looked up there.
var eventKinds = allKinds()

// Name is the name under which the journal keeps events of this type.
func Name(e life.Event) (string, error) {
	for _, k := range eventKinds {
		if k.Is(e) {
			return k.Name, nil
		}
	}
	return "", fmt.Errorf("event %T has no name", e)
}

// Kinds are the kinds of events there are.
func Kinds() []proof.EventKind { return slices.Clone(eventKinds) }

// EventNames are the names of all events there are, as the journal keeps them.
func EventNames() []string {
	var all []string
	for _, k := range eventKinds {
		all = append(all, k.Name)
	}
	return all
}

// DecodeEvent reads an event of a name as kept in the journal.
func DecodeEvent(name string, data []byte) (life.Event, error) {
	for _, k := range eventKinds {
		if k.Name == name {
			return k.Decode(data)
		}
	}
	return nil, fmt.Errorf("the journal speaks of %q, which this program does not know", name)
}
