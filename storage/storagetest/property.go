package storagetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"echowall/storage"
)

func modelCases() []testCase {
	return []testCase{
		{"any updates do what the model does", propertyUpdates},
		{"any directory does what the model does", propertyDirectory},
	}
}

// each runs a property many times on one store; run numbers the runs, so that each has names of its own.
func (s *subject) each(property func(s *subject, rt *rapid.T, run string)) {
	t, ok := s.t.(*testing.T)
	if !ok {
		s.t.Fatal("a property within a property")
	}
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		property(&subject{Store: s.Store, t: rt, ctx: s.ctx}, rt, fmt.Sprintf("r%05d:", run))
	})
}

func propertyUpdates(s *subject) {
	s.each(func(s *subject, rt *rapid.T, run string) {
		models := map[storage.ID]*model{}
		for _, name := range []string{"a", "b"} {
			id := storage.ID(run + name)
			models[id] = newModel(id)
		}
		steps := rapid.IntRange(1, 8).Draw(rt, "steps")
		for range steps {
			id := storage.ID(run + rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "community"))
			ops := rapid.SliceOfN(rapid.Custom(drawOp), 1, 10).Draw(rt, "ops")
			refuse := rapid.IntRange(0, 4).Draw(rt, "refuse") == 0
			models[id] = s.step(models[id], ops, refuse)
			s.agrees(models[id])
		}
		s.listsAgree(run, models)
	})
}

// step runs ops on the store and on a copy of the model, and returns what the model is after.
func (s *subject) step(m *model, ops []op, refuse bool) *model {
	var next *model
	err := s.Update(s.ctx, m.id, func(tx storage.Tx) error {
		next = m.clone()
		for _, o := range ops {
			want, _ := o.run(next)
			got, err := o.run(tx)
			if err != nil {
				return fmt.Errorf("%v: %w", o, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				return fmt.Errorf("%v (-want +got):\n%s", o, diff)
			}
		}
		if refuse {
			return errRefused
		}
		return nil
	})
	switch {
	case refuse && errors.Is(err, errRefused):
		return m
	case err != nil || refuse:
		s.t.Fatalf("update %s: %v", m.id, err)
	}
	return next
}

// agrees compares a committed community with its model.
func (s *subject) agrees(m *model) {
	want, _ := read(m)
	got := s.content(m.id)
	for i := range want.Outbox {
		want.Outbox[i].Seq = 0
	}
	for i, l := range got.Outbox {
		if i > 0 && l.Seq <= got.Outbox[i-1].Seq && got.Outbox[i-1].Seq != 0 {
			s.t.Errorf("message %d stands behind %d", l.Seq, got.Outbox[i-1].Seq)
		}
	}
	for i := range got.Outbox {
		got.Outbox[i].Seq = 0
	}
	sortWakes(got.Wakes)
	s.same("content of "+string(m.id), want, got)
}

// listsAgree compares what is known across communities, of those of this run.
func (s *subject) listsAgree(run string, models map[storage.ID]*model) {
	listed, unsent := s.communities(storage.ID(run), len(models)), s.unsent()
	var want, due []storage.WakeUp
	for id, m := range models {
		wakes, _ := m.Wakes()
		want = append(want, wakes...)
		if got := slices.Contains(listed, id); got && !m.mayHold() || !got && m.holds() {
			s.t.Errorf("community %s is listed: %t", id, got)
		}
		if got := slices.Contains(unsent, id); got != (len(m.messages) > 0) {
			s.t.Errorf("community %s is listed as unsent: %t", id, got)
		}
	}
	all := s.due(after(1000*time.Hour), 1<<20)
	if !slices.IsSortedFunc(all, byTime) {
		s.t.Errorf("due is not in order: %v", all)
	}
	if len(all) > 0 {
		s.same("next wake-up", all[0].At, s.nextWake())
	}
	for _, w := range all {
		if strings.HasPrefix(string(w.Community), run) {
			due = append(due, w)
		}
	}
	sortWakes(want)
	sortWakes(due)
	s.same("due", want, due)
}

// propertyDirectory runs any calls of a directory against maps.
func propertyDirectory(s *subject) {
	s.each(func(s *subject, rt *rapid.T, run string) {
		values, sets := map[string]string{}, map[string]map[string]bool{}
		word := rapid.SampledFrom([]string{"x", "y", "z:z"})
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			space := rapid.SampledFrom([]storage.Space{storage.Chats, storage.Users}).Draw(rt, "space")
			key, word := run+word.Draw(rt, "key"), word.Draw(rt, "word")
			full := string(space) + " " + key
			switch rapid.SampledFrom([]string{"claim", "assign", "remove", "include", "exclude"}).Draw(rt, "call") {
			case "claim":
				if values[full] == "" {
					values[full] = word
				}
				s.same("claimed", values[full], s.claim(space, key, word))
			case "assign":
				values[full] = word
				s.ok(s.Assign(s.ctx, space, key, word))
			case "remove":
				delete(values, full)
				s.ok(s.Assign(s.ctx, space, key, ""))
			case "include":
				if sets[full] == nil {
					sets[full] = map[string]bool{}
				}
				sets[full][word] = true
				s.ok(s.Include(s.ctx, space, key, word))
			case "exclude":
				delete(sets[full], word)
				s.ok(s.Exclude(s.ctx, space, key, word))
			}
			s.same("value", values[full], s.look(space, key))
			s.same("members", sortedKeys(sets[full]), s.members(space, key))
		}
	})
}
