// Package replay plays the journal of a community again: it judges each entry by the rules, carries out its events, and
// holds what comes of them, and what is kept beside the journal, against the records. It reads no store: the engine
// hands it what it has read, when a journal is verified.
package replay

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/voting"
)

// Verified is what was found of a book that is whole. What earlier programs did not write down could not be checked,
// and is counted.
type Verified struct {
	journal.Head
	// Unjudged are the entries of before the rules held by which books are judged; that they fold to the records was
	// checked.
	Unjudged int
	// Unmarked are the persons with an account of whose number the book keeps no mark.
	Unmarked int
	// Undigested are the sealed votes in open ballots of whose papers the book keeps no digest.
	Undigested int
	// Backdated is the first entry that is dated before one that it follows, by more than the clocks of several machines
	// are apart; 0 where none is. It was moved, or a clock was set right.
	Backdated uint64

	last time.Time
	// keptAs are the hashes as which the accounts of those erased were kept.
	keptAs map[int]string
}

// apart is how far the clocks of the machines that write to one book may be apart.
const apart = time.Minute

// Play judges an entry by the rules and carries out its events. What cannot be carried out, as a vote in a ballot that
// was never opened, makes it panic: it was sealed by somebody else.
func (v *Verified) Play(s *life.State, e journal.Entry) error {
	if e.At.Add(apart).Before(v.last) && v.Backdated == 0 {
		v.Backdated = e.Seq
	}
	if e.At.After(v.last) {
		v.last = e.At
	}
	x := community.Entry{At: e.At, By: e.By, Cause: e.Cause}
	for _, raw := range e.Events {
		event, err := community.DecodeEvent(raw.Type, raw.Data)
		if err != nil {
			return err
		}
		x.Names, x.Events = append(x.Names, raw.Type), append(x.Events, event)
		if erased, ok := event.(personnel.Erased); ok && erased.Account != "" {
			if v.keptAs == nil {
				v.keptAs = map[int]string{}
			}
			v.keptAs[erased.Person] = erased.Account
		}
	}
	if judged(s, x) {
		if err := community.Judge(s, x); err != nil {
			return fmt.Errorf("no rule allows it: %w", err)
		}
		return s.Err()
	}
	v.Unjudged++
	for _, event := range x.Events {
		life.Apply(s, event, life.Meta{At: e.At, By: e.By})
	}
	return s.Err()
}

// judged tells whether an entry stands under the rules by which books are judged: the book says from where on it does,
// and one begun under them says so at once.
func judged(s *life.State, e community.Entry) bool {
	if h := s.Head(); h != nil {
		return h.Rules == proof.RulesVersion
	}
	for _, x := range e.Events {
		if f, ok := x.(office.Founded); ok {
			return f.Rules == proof.RulesVersion
		}
	}
	return true
}

// Beside checks what is kept outside the book and held to it: whose account a number belongs to, and the papers of open
// secret ballots.
func (v *Verified) Beside(stored map[string][]byte, methods *procedure.Registry, decode record.Decoder) (err error) {
	s := community.NewState(record.NewCache(decode), methods)
	for key, raw := range stored {
		s.Fill(key, raw)
	}
	s.FillRange("")
	if s.Head() == nil {
		return nil
	}
	if v.Unmarked, err = record.CheckAccounts(s.Records, v.keptAs); err != nil {
		return err
	}
	if v.Undigested, err = voting.CheckPapers(s); err != nil {
		return err
	}
	return s.Err()
}

// Compare holds the folded records against the stored ones. Records beginning with "x:" are kept outside the journal.
func Compare(stored map[string][]byte, s *life.State, decode record.Decoder) error {
	folded := map[string]any{}
	for _, c := range s.Cache.Changed() {
		if !strings.HasPrefix(c.Key, "x:") && c.Value != nil {
			folded[c.Key] = c.Value
		}
	}
	for _, key := range slices.Sorted(maps.Keys(stored)) {
		if strings.HasPrefix(key, "x:") {
			continue
		}
		want, ok := folded[key]
		if !ok {
			return fmt.Errorf("record %s stands in no entry of the journal", key)
		}
		same, err := equal(key, stored[key], want, decode)
		if err != nil {
			return err
		}
		if !same {
			return fmt.Errorf("record %s is not what the journal says", key)
		}
		delete(folded, key)
	}
	if len(folded) > 0 {
		return fmt.Errorf("record %s is missing", slices.Min(slices.Collect(maps.Keys(folded))))
	}
	return nil
}

// equal compares a stored record with a folded one by meaning: the same JSON, whatever its spelling.
func equal(key string, raw []byte, want any, decode record.Decoder) (bool, error) {
	var a, b any
	if err := decode(key, raw, &a); err != nil {
		return false, err
	}
	text, err := json.Marshal(want)
	if err != nil {
		return false, fmt.Errorf("encode %s: %w", key, err)
	}
	if err := json.Unmarshal(text, &b); err != nil {
		return false, fmt.Errorf("decode %s: %w", key, err)
	}
	return reflect.DeepEqual(a, b), nil
}
